import RoostEntities
import RoostLearning
import Testing

struct HeadSettingsTests {
    @Test func `what is left out keeps its default`() throws {
        let settings = try HeadSettings(["l2": .number(0.5), "history": .integer(3)])
        #expect(settings.l2 == 0.5)
        #expect(settings.history == 3)
        #expect(settings.maximumIterations == HeadSettings().maximumIterations)
    }

    @Test func `settings written out are read back`() throws {
        var settings = HeadSettings()
        settings.classWeights = .balanced
        settings.learningRate = 0.25
        settings.intercept = false
        #expect(try HeadSettings(settings.values) == settings)
    }

    @Test func `text from a command line is read as what it spells`() throws {
        let settings = try HeadSettings(["l2": "1e-3", "patience": "0", "intercept": "false"])
        #expect(settings.l2 == 1e-3)
        #expect(settings.patience == 0)
        #expect(!settings.intercept)
    }

    @Test(arguments: [
        ("epochs", JSONValue.integer(3), "there is no setting"), ("l2", .number(-1), "'l2' must be a number from"),
        ("l2", .number(.nan), "'l2' must be"), ("history", .number(2.5), "'history' must be a whole number"),
        ("class_weights", "some", "one of none, balanced"), ("intercept", .integer(1), "true or false"),
    ])
    func `a wrong setting is named`(_ key: String, _ value: JSONValue, _ message: String) {
        let error = #expect(throws: RoostError.self) { try HeadSettings([key: value]) }
        #expect(error?.message.contains(message) == true)
    }
}
