import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// What people read of evaluations, comparisons and reviews, to the letter.
struct JudgementTextTests {
    @Test(arguments: [
        ("l2=0.5", JSONValue.number(0.5)), ("l2=1", .integer(1)), ("class_weights=balanced", .string("balanced")),
        ("intercept=false", .bool(false)), ("a=\"1\"", .string("1")), ("a=[1,2]", .array([.integer(1), .integer(2)])),
        ("a=b=c", .string("b=c")), ("a=", .string("")),
    ]) func `a setting is JSON or else a text`(_ text: String, _ value: JSONValue) throws {
        #expect(try SettingArgument(text).value == value)
    }

    @Test func `an evaluation shows its numbers, then its classes`() throws {
        let recorder = Recorder()
        try EvaluationText(Samples.evaluation()).show(on: recorder.output())
        #expect(
            recorder.data == """
                evaluation  0123456789abcdef0123456b
                version     digits:2
                dataset     shapes, subset test
                snapshot    \(String(repeating: "cd", count: 32))
                items       3 of 4 right, 1 failed
                accuracy    0.7500
                worst       0.5000
                latency     2.50 ms
                size        1.2 kB

                LABEL  SUPPORT  ANSWERED  PRECISION  RECALL  F1
                cat    2        1         1.0000     0.5000  0.6667

                """
        )
    }

    @Test func `an object's line has the box around it, and a label of the image none`() {
        let box = Geometry.box(.init(x: 1.25, y: 2, width: 30, height: 4.5))
        let answer = ImageAnswer(
            path: "a.png",
            prediction: Prediction(annotations: [
                Annotation.Draft(label: "cat", geometry: box, score: 0.5), Annotation.Draft(label: "dog", score: 0.25),
            ])
        )
        #expect(answer.lines == ["a.png\tcat\t0.5000\t1.2,2.0,30.0,4.5\n", "a.png\tdog\t0.2500\n"])
    }

    @Test func `objects of a review are images by what became of them`() throws {
        let digest = String(repeating: "ab", count: 32)
        let kinds = ["missed", "background", "missed"]
        let objects: [ReviewedObject] = try kinds.enumerated().map { number, kind in
            let label = kind == "missed" ? "truth" : "predicted"
            return try Samples.decode(
                #"""
                {"outcome": {"itemID": "0123456789abcdef0123456c", "path": "a.png", "number": \#(number),
                    "kind": "\#(kind)", "\#(label)": "cat"}, "digest": "\#(digest)"}
                """#
            )
        }
        let images = ReviewImage.images(of: objects)
        #expect(images.map(\.folder) == ["missed", "background"] && images.map(\.objects.count) == [2, 1])
    }

    @Test func `a leaderboard has places`() throws {
        let entry: LeaderboardEntry = try Samples.decode(
            """
            {"versionID": "0123456789abcdef01234568", "version": "digits:2", "evaluationID": "0123456789abcdef0123456b",
             "value": 0.75, "metrics": {"accuracy": 0.75, "log_loss": 0.5}, "cost": {"size": 1234},
             "finishedAt": "2026-11-21T09:30:00Z"}
            """
        )
        #expect(
            Leaderboard.table([entry], metric: "accuracy").text == """
                   VERSION   ACCURACY  F1_MACRO  LOG_LOSS  LATENCY  SIZE    EVALUATED
                1  digits:2  0.7500              0.5000             1.2 kB  2026-11-21 09:30:00Z

                """
        )
    }

    @Test(arguments: [false, true]) func `a comparison ends with its verdict`(_ isMarkdown: Bool) throws {
        let text = ComparisonText(try Samples.comparison(), isMarkdown: isMarkdown).text
        let row =
            isMarkdown ? "| accuracy | 0.7500 [0.5000, 1.0000] | 0.5000 |" : "accuracy  0.7500 [0.5000, 1.0000]  0.5000"
        #expect(text.contains(row))
        #expect(text.contains("warning: look out"))
        #expect(text.contains(isMarkdown ? "| setting l2 | 0.5 | – |" : "setting l2  0.5"))
        #expect(text.hasSuffix("a wins\n"))
    }

    @Test func `a review lists items with what was answered`() throws {
        let recorder = Recorder()
        let outcome = #"""
            {"itemID": "0123456789abcdef0123456c", "path": "a.png", "kind": "incorrect", "truth": "3",
             "predicted": "8", "confidence": 0.99}
            """#
        let item: ReviewedItem = try Samples.decode(
            #"{"outcome": \#(outcome), "digest": "\#(String(repeating: "ab", count: 32))"}"#
        )
        try recorder.output().show([item], empty: "")
        #expect(
            recorder.data == """
                ITEM                      PATH   TRUTH  ANSWER  CONFIDENCE
                0123456789abcdef0123456c  a.png  3      8       0.9900

                """
        )
        #expect(ReviewExport.safe(ReviewImage.folder(of: item.outcome)) == "3 as 8")
    }

    @Test(arguments: [("../x", "_._x"), ("a/b", "a_b"), (".hidden", "_hidden"), ("a\u{1B}[m", "a\u{FFFD}[m")])
    func `a label stays within its folder`(_ label: String, _ name: String) {
        #expect(ReviewExport.safe(label) == name)
    }

    @Test func `a training shows how far it is, then what it measures`() throws {
        let execution: Execution = try Samples.execution(status: "running")
        #expect(TrainingWatch.text(execution, [:]) == "features [########################] 10/10")
        let point = #"{"last": 0.25, "step": 12, "at": "2026-11-21T09:30:00Z", "min": 0.25, "max": 1, "count": 12}"#
        let summary: MetricSummary = try Samples.decode(point)
        let text = TrainingWatch.text(execution, ["loss": summary, "validation_accuracy": summary, "other": summary])
        #expect(text == "step 12  loss 0.2500  validation accuracy 0.2500")
    }

    @Test func `a reproduction that differs says in what`() throws {
        let recorder = Recorder()
        let reproduction: Reproduction = try Samples.decode(
            #"""
            {"matches": false, "artifacts": [{"path": "a.bin", "expected": "\#(String(repeating: "ab", count: 32))",
             "actual": "\#(String(repeating: "cd", count: 32))", "maxDifference": 0.001}],
             "environment": [{"name": "runtime", "expected": "1", "actual": "2"}],
             "metrics": [{"name": "loss", "expected": 0.5, "actual": 0.25}], "words": "it differs"}
            """#
        )
        try recorder.output().show(reproduction)
        #expect(
            recorder.data == """
                matches      no
                outcome      it differs
                files        a.bin: weights differ by up to 0.001
                environment  runtime: was 1, is 2
                metrics      loss: was 0.5, is 0.25

                """
        )
    }
}
