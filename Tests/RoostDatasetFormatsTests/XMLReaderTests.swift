import RoostEntities
import Testing

@testable import RoostDatasetFormats

/// XML from strangers.
struct XMLReaderTests {
    private func read(_ text: String) throws -> XMLNode {
        try XMLReader.read(Array(text.utf8))
    }

    @Test func `elements, attributes, text and the five entities are read`() throws {
        let node = try read(
            "<?xml version=\"1.0\"?>\n<!-- a --><a k='1 &amp; 2'><b> x &lt;&#233;&#x1F600;&gt; </b><b/><c><![CDATA[<&>]]></c></a>\n"
        )
        #expect(node.children.map(\.text) == ["x <é😀>", "", "<&>"])
        #expect(node.attributes == ["k": "1 & 2"])
        #expect(node.value["b"] == ["x <é😀>", ""])
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a>&x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a><b></a>",
        "<a>",
        "<a", "a", "", "<a></a><b/>", "<a k=1/>", "<a k=\"<\"/>", "<a><!-- </a>", "<a>\u{FFFD}<",
    ])
    func `what is no such document is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try read(text) }
    }

    @Test func `depth is bounded, and every document that was cut off is refused`() throws {
        #expect(throws: RoostError.self) { try read(String(repeating: "<a>", count: 100_000)) }
        let whole = Array("<a k=\"v\"><b>x &amp; y</b><!-- c --><d/></a>".utf8)
        for length in 0..<whole.count {
            #expect(throws: RoostError.self, "\(length)") { try XMLReader.read(Array(whole[..<length])) }
        }
    }

    @Test func `an error says the line`() {
        let error = #expect(throws: RoostError.self) { try read("<a>\n<b>\n</a>") }
        #expect(error?.message == "line 3: <b> is ended by another name")
    }

    @Test func `what is written is read again`() throws {
        let value: JSONValue = ["a": ["x", "1", "<&>\"'\n"], "b": ["c": "é", "@k": "v & w"], "n": .integer(7)]
        var text = XMLText()
        text.element("root", value)
        #expect(
            try read(text.text).value == [
                "a": ["x", .integer(1), "<&>\"'"], "b": ["c": "é", "@k": "v & w"], "n": .integer(7),
            ]
        )
    }
}
