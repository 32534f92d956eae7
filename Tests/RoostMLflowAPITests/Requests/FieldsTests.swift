import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// What MLflow 3.17.2 says to the same requests, as recorded from its server.
@Suite struct FieldsTests {
    private let fields = Fields([
        "text": "a", "number": .integer(31), "double": .number(1.5), "quoted": "1.5", "nan": "NaN", "word": "x",
        "whole": "12", "list": ["a", "b"], "nothing": .null, "empty": "", "status": "FINISHED", "flag": .bool(true),
        "objects": .array([["key": "k"]]),
    ])
    private let hint = "See the API docs for more information about request parameters."

    @Test func `a value is taken in quotes or without`() throws {
        #expect(try fields.text("text") == "a")
        #expect(try fields.number("quoted") == 1.5)
        #expect(try fields.number("nan")?.isNaN == true)
        #expect(try fields.number("number") == 31)
        #expect(try fields.integer("whole") == 12)
        #expect(try fields.texts("list") == ["a", "b"])
        #expect(try fields.objects("objects").map { try $0.needed("key") } == ["k"])
        #expect(try fields.text("nothing") == nil)
        #expect(try fields.flag("flag") == true)
    }

    @Test func `a word is known by its number too, and one that is not known says nothing`() throws {
        let words: [Int64: String] = [1: "RUNNING", 3: "FINISHED"]
        #expect(try fields.word("status", of: words) == "FINISHED")
        #expect(try Fields(["status": .integer(3)]).word("status", of: words) == "FINISHED")
        #expect(try fields.word("word", of: words) == nil)
    }

    @Test func `a missing value is told in MLflow's words`() {
        for name in ["absent", "nothing", "empty"] {
            let error = #expect(throws: RoostError.self) { try fields.needed(name) }
            #expect(error?.message == "Missing value for required parameter '\(name)'. \(hint)")
        }
    }

    @Test func `a value of another type is told in MLflow's words`() {
        let number = #expect(throws: RoostError.self) { try fields.needed("number") }
        #expect(
            number?.message
                == "Invalid value 31 for parameter 'number' supplied:  Hint: Value was of type 'int'. \(hint)"
        )
        let word = #expect(throws: RoostError.self) { try fields.number("word") }
        #expect(
            word?.message
                == "Invalid value \"x\" for parameter 'word' supplied:  Hint: Value was of type 'str'. \(hint)"
        )
        #expect(throws: RoostError.self) { try fields.integer("double") }
        #expect(throws: RoostError.self) { try fields.texts("objects") }
        #expect(throws: RoostError.self) { try fields.objects("list") }
    }

    @Test func `a field in both spellings is refused`() {
        let both = Fields(["run_id": "a", "runId": "b"])
        let error = #expect(throws: RoostError.self) { try both.refuse(both: "run_id", and: "runId") }
        #expect(error?.message == "Request specifies both 'run_id' and 'runId'; provide only one of them.")
    }
}
