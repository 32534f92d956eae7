import RoostEntities
import Testing

@Suite struct OntologyTests {
    @Test(
        arguments: [
            [("a", nil), ("a", nil)], [("a", "b")], [("a", "b"), ("b", "c"), ("c", "a")],
        ] as [[(String, String?)]]
    )
    func `labels that make no tree are refused`(labels: [(String, String?)]) throws {
        let labels = try labels.map { try Label($0.0, parent: $0.1) }
        #expect(throws: RoostError.self) { try Ontology(labels) }
    }

    @Test func `strictness decides about labels that are not there`() throws {
        let labels = [try Label("cat")]
        try Ontology(labels).check(Annotation.Draft(label: "dog"))
        let error = #expect(throws: RoostError.self) {
            try Ontology(labels, isStrict: true).check(Annotation.Draft(label: "dog"))
        }
        #expect(error?.message.contains("'dog'") == true && error?.message.contains("'cat'") == true)
    }

    @Test(
        arguments: [
            (["pose": "front"], true), (["pose": "up"], false), ([:], false),
            (["pose": "front", "age": .integer(3)], true),
            (["pose": "front", "age": "three"], false), (["pose": "front", "tail": .bool(true)], true),
        ] as [([String: JSONValue], Bool)]
    )
    func `attributes are of their kind`(attributes: [String: JSONValue], isFine: Bool) throws {
        let label = try Label(
            "cat",
            attributes: [
                .init("pose", .choice, choices: ["front", "side"], isRequired: true), .init("age", .number),
            ]
        )
        let draft = Annotation.Draft(label: "cat", attributes: attributes)
        let result = Result { try Ontology([label]).check(draft) }
        #expect(((try? result.get()) != nil) == isFine)
    }
}
