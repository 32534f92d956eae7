import RoostClient
import Testing

@testable import RoostCommands

@Suite struct LabelArgumentTests {
    @Test func `a label is typed with all it has`() throws {
        let label = try LabelArgument.parse(
            "fire truck parent=big vehicle color=#FF0000 attribute=pose:front|side! attribute=age:number"
        )
        #expect(label.name == "fire truck" && label.parent == "big vehicle" && label.color?.text == "#ff0000")
        #expect(
            label.attributes == [
                try .init("pose", .choice, choices: ["front", "side"], isRequired: true), try .init("age", .number),
            ]
        )
    }

    @Test(arguments: ["", "car color=red", "car attribute=pose", "car parent=a parent=b", "car attribute=p:a|a"])
    func `what is no label is refused`(text: String) {
        #expect(throws: RoostError.self) { try LabelArgument.parse(text) }
    }
}
