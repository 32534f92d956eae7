import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// What is printed, to the letter.
struct OutputTests {
    @Test func `a list is a table with aligned columns`() throws {
        let recorder = Recorder()
        let models = [
            try Samples.model("digits", description: "hand-written"), try Samples.model("a-longer-name", versions: 12),
        ]
        try recorder.output().show(models, empty: "none")
        #expect(
            recorder.data == """
                NAME           LATEST  VERSIONS  UPDATED               DESCRIPTION
                digits         2       2         2026-11-21 10:00:00Z  hand-written
                a-longer-name  12      12        2026-11-21 10:00:00Z

                """
        )
        #expect(recorder.talk.isEmpty)
    }

    @Test func `one thing is its fields, those without a value left out`() throws {
        let recorder = Recorder()
        try recorder.output().show(try Samples.version())
        #expect(
            recorder.data == """
                version        digits:2
                status         pre-trained
                description    better
                aliases        champion
                task           image-classification
                type           vit
                artifacts      3, 1.2 MB
                digest         \(String(repeating: "ab", count: 32))
                source         folder checkpoint
                parent         digits:1
                tags           a = 1
                               b = 2
                labels         2: 0, 1
                configuration  dropout = 0.5
                               image_size = 8
                               layers = [1, 2]
                created        2026-11-21 09:30:00Z by owner

                """
        )
    }

    @Test func `an execution says how far it is and how long it took`() throws {
        let recorder = Recorder()
        try recorder.output().show(try Samples.execution())
        #expect(
            recorder.data == """
                execution  0123456789abcdef0123456a
                kind       predict
                status     succeeded
                version    digits:2
                input      shapes/test
                done       10/10, 1 failed
                created    2026-11-21 09:30:00Z by owner
                started    2026-11-21 09:30:01Z
                finished   2026-11-21 09:30:03Z
                took       2.5 s

                """
        )
    }

    @Test func `an empty list says what to do, on standard error, and is still JSON when asked`() throws {
        let (table, json) = (Recorder(), Recorder())
        try table.output().show([Model](), empty: "no models yet; push one: roost push NAME FOLDER")
        #expect(table.data.isEmpty)
        #expect(table.talk == "no models yet; push one: roost push NAME FOLDER\n")
        try json.output(json: true).show([Model](), empty: "no models yet")
        #expect(try Samples.decode(json.data) as [Model] == [])
    }

    @Test func `JSON is what the server sent`() throws {
        let recorder = Recorder()
        try recorder.output(json: true).show([try Samples.version()], empty: "none")
        let back: [Version] = try Samples.decode(recorder.data)
        #expect(try back == [Samples.version()])
    }

    @Test func `hints are for terminals`() {
        let (terminal, file) = (Recorder(), Recorder())
        terminal.output(isTerminal: true).hint("roost show digits")
        file.output().hint("roost show digits")
        #expect(terminal.talk == "next: roost show digits\n")
        #expect(file.talk.isEmpty)
    }

    @Test(arguments: ["\u{1B}[2J", "\u{9B}31m", "\u{202E}", "a\rb", "\u{7F}", "\u{2066}"])
    func `nothing a server sends can steer a terminal`(_ hostile: String) throws {
        let (table, json) = (Recorder(), Recorder())
        let escaped = hostile.unicodeScalars.map { "\\u" + String(format: "%04x", $0.value) }.joined()
        let model = try Samples.model("digits", description: escaped)
        #expect(model.description == hostile)
        try table.output().show([model], empty: "none")
        try json.output(json: true).show([model], empty: "none")
        let steering = hostile.unicodeScalars.filter {
            $0 != "[" && $0 != "2" && !$0.properties.isAlphabetic && $0 != "3" && $0 != "1"
        }
        for scalar in steering {
            #expect(!table.data.unicodeScalars.contains(scalar))
            #expect(!json.data.unicodeScalars.contains(scalar))
        }
        #expect(try (Samples.decode(json.data) as [Model]).first?.description == hostile)
    }

    @Test func `nobody to answer means no, and how to say yes`() {
        let error = #expect(throws: RoostError.self) {
            try Recorder().output().confirm("Delete digits?", assumed: false)
        }
        #expect(error?.message.contains("--yes") == true)
        #expect(throws: Never.self) { try Recorder().output().confirm("Delete digits?", assumed: true) }
    }

    @Test(arguments: [("y", true), ("YES", true), ("n", false), ("", false), (nil, false)])
    func `only yes is yes`(_ answer: String?, _ goesOn: Bool) {
        let output = Recorder().output(isTerminal: true, answering: answer)
        let isConfirmed = (try? output.confirm("Delete digits?", assumed: false)) != nil
        #expect(isConfirmed == goesOn)
    }

    @Test func `a prediction is a line: path, label and score`() throws {
        let recorder = Recorder()
        let answers = [
            ImageAnswer(path: "a.png", prediction: Prediction(annotations: [.init(label: "7", score: 0.98765)])),
            ImageAnswer(path: "b\tc.png", prediction: Prediction(annotations: [.init(label: "1", score: 1)])),
            ImageAnswer(path: "d.png", prediction: Prediction(failure: "this is no image")),
        ]
        try ImageAnswer.show(answers, on: recorder.output())
        #expect(recorder.data == "a.png\t7\t0.9877\nb\u{FFFD}c.png\t1\t1.0000\n")
        #expect(recorder.talk == "roost: d.png: this is no image\n")
    }
}
