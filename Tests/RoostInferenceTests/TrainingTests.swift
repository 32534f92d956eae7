import Foundation
import RoostAdapters
import RoostEntities
import RoostInference
import RoostTestSupport
import Synchronization
import Testing

struct TrainingTests {
    private func adapter() async throws -> any TrainableAdapter<NativeEngine> {
        try await AdapterTable().loadTrainable(Digits.checkpoint, on: TestEngine.load())
    }

    private func bytes(_ model: TrainedModel) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: model.folder.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: model.folder.appending(path: $0))) }
        )
    }

    @Test(arguments: Digits.Labels.allCases)
    func `a new head tells test images apart as well as scikit-learn's`(_ labels: Digits.Labels) async throws {
        let expected = try Digits.expected(labels)
        try await withTemporaryFolder { home in
            let trained = try await adapter().trainModel(Digits.data(labels), Digits.job(in: home))
            #expect(trained.labels == labels.ontology.filter { $0 != "unused" })
            let model = try await AdapterTable().load(trained.folder, on: TestEngine.load())
            let names = expected.predictions.keys.sorted()
            let predictions = try await model.predictItems(names.map(Digits.content))
            let answers = predictions.map { $0.annotations.first?.label }
            let truths = names.map { labels.label(String($0.split(separator: "/")[1])) }
            let right = zip(answers, truths).count { answer, truth in answer == truth }
            let accuracy = Double(right) / Double(truths.count)
            #expect(abs(accuracy - expected.accuracy) <= 0.003)
            let different = zip(answers, names).count { answer, name in answer != expected.predictions[name] }
            #expect(different <= 1)
        }
    }

    @Test func `all that transformers needs is there, and nothing else`() async throws {
        try await withTemporaryFolder { home in
            let trained = try await adapter().trainModel(Digits.data(), Digits.job(in: home))
            let files = try bytes(trained)
            let names: Set = ["config.json", "model.safetensors", "preprocessor_config.json"]
            #expect(Set(files.keys) == names)
            #expect(trained.folder.path.hasSuffix("work/models/mine/artifacts"))
            #expect(trained.settings["l2"] == .number(0.001))
            #expect(trained.settings["history"] == .integer(10))
            #expect(trained.summary.trained == 300)
            #expect(trained.summary.bestIteration == trained.summary.iterations)
        }
    }

    @Test func `the same job gives the same bytes, another seed other items to check against`() async throws {
        let settings: JSONValue = ["max_iterations": "20"]
        try await withTemporaryFolder { home in
            var all: [[String: Data]] = []
            for (folder, seed) in [("a", 1), ("b", 1), ("c", 2)] as [(String, UInt64)] {
                let job = try Digits.job(in: home.appending(path: folder), settings, seed: seed)
                let trained = try await adapter().trainModel(Digits.data(), job)
                #expect(trained.summary.trained + trained.summary.validated == 300)
                all.append(try bytes(trained))
            }
            #expect(all[0] == all[1])
            #expect(all[0] != all[2])
        }
    }

    /// Stops the observer's training at its `stop`-th event.
    private func interrupted(at stop: Int) -> TrainingObserver {
        let count = Mutex(0)
        return { _ in
            let number = count.withLock { count in
                count += 1
                return count
            }
            if number == stop { throw CancellationError() }
        }
    }

    @Test func `a training that is stopped anywhere goes on, and comes out the same`() async throws {
        let data = try Digits.data(validation: Array(Digits.items(.validation, .digits).prefix(30)))
        try await withTemporaryFolder { home in
            let whole = try Digits.job(in: home.appending(path: "whole"), ["max_iterations": "12"])
            let expected = try bytes(try await adapter().trainModel(data, whole))
            let job = try Digits.job(in: home.appending(path: "parts"), ["max_iterations": "12"])
            var starts = 0
            for stop in 1...60 {
                starts += 1
                do {
                    let trained = try await adapter().trainModel(data, job, observe: interrupted(at: 1 + stop % 14))
                    #expect(try bytes(trained) == expected)
                    break
                } catch is CancellationError {}
            }
            #expect((8...59).contains(starts))
        }
    }

    @Test func `features are computed once for all trainings`() async throws {
        try await withTemporaryFolder { home in
            let fetched = Mutex(0)
            let data = try Digits.data()
            let counting = TrainingData(
                dataset: data.dataset,
                snapshot: data.snapshot,
                labels: data.labels,
                items: data.items,
                fetch: { item in
                    fetched.withLock { $0 += 1 }
                    return try await data.fetch(item)
                }
            )
            for l2 in ["0.1", "0.2"] {
                _ = try await adapter().trainModel(counting, Digits.job(in: home, ["l2": .string(l2)]))
            }
            #expect(fetched.withLock { $0 } == 300)
        }
    }

    @Test func `items nothing can be learnt from are left out, and counted`() async throws {
        var items = try Digits.items(.train, .digits)
        let digest = try Digits.digest
        func item(_ name: String, _ labels: [String]) -> TrainingItem {
            TrainingItem(name: name, digest: digest, size: 0, labels: labels)
        }
        items.insert(item("train/0/none.png", ["1"]), at: 3)
        items += [item("a", []), item("b", []), item("c", ["1", "2"]), item("d", ["ten"])]
        try await withTemporaryFolder { [items] home in
            let notes = Mutex([String]())
            let trained = try await adapter().trainModel(
                Digits.data(train: items),
                Digits.job(in: home)
            ) { event in
                if case .note(let note) = event { notes.withLock { $0.append(note) } }
            }
            let summary = trained.summary
            let leftOut: [Int] = [summary.unlabeled, summary.ambiguous, summary.unknown, summary.failed]
            #expect(leftOut == [2, 1, 1, 1])
            #expect(summary.trained == 300)
            #expect(notes.withLock { $0 }.contains { $0.contains("train/0/none.png") })
        }
    }

    @Test(
        arguments: [
            ([], "of no label"), (["7"], "of one label only"),
        ] as [([String], String)]
    )
    func `fewer than two labels cannot be learnt`(_ labels: [String], _ message: String) async throws {
        let items = try Digits.items(.train, .digits).filter { labels.contains($0.labels[0]) }
        try await withTemporaryFolder { home in
            let error = await #expect(throws: RoostError.self) {
                try await adapter().trainModel(Digits.data(train: items), Digits.job(in: home))
            }
            #expect(error?.message.contains(message) == true)
        }
    }

    @Test func `a model whose features are not finite is refused`() async throws {
        try await withTemporaryFolder { home in
            let broken = home.appending(path: "broken")
            try FileManager.default.copyItem(at: Digits.checkpoint, to: broken)
            let file = broken.appending(path: "model.safetensors")
            var weights = try Data(contentsOf: file)
            // The last tensor of the file is the last layer norm.
            weights.replaceSubrange(weights.count - 4..<weights.count, with: [0, 0, 0xc0, 0x7f])
            try weights.write(to: file)
            let adapter = try await AdapterTable().loadTrainable(broken, on: TestEngine.load())
            let error = await #expect(throws: RoostError.self) {
                try await adapter.trainModel(Digits.data(), Digits.job(in: home))
            }
            #expect(error?.message.contains("of no label") == true)
        }
    }

    @Test func `what an earlier, other training left is cleared away`() async throws {
        try await withTemporaryFolder { home in
            _ = try await adapter().trainModel(Digits.data(), Digits.job(in: home))
            _ = try await adapter().trainModel(Digits.data(), Digits.job(in: home, ["l2": "0.5"]))
            let data = home.appending(path: "work/model_data/00112233445566778899aabb_mine")
            let starts = try FileManager.default.contentsOfDirectory(atPath: data.path)
            #expect(starts.count == 1)
            let start = data.appending(path: try #require(starts.first))
            for path in ["output/fit.state", "datasets/0123456789abcdef01234567/train/items", "training.json"] {
                #expect(FileManager.default.fileExists(atPath: start.appending(path: path).path))
            }
        }
    }

    @Test func `a model that cannot be trained says which can`() async throws {
        let error = await #expect(throws: RoostError.self) {
            try await AdapterTable().loadTrainable(Fixture.url("onnx"), on: TestEngine.load())
        }
        #expect(error?.message.contains("hugging-face") == true)
    }

    @Test func `an unknown setting is refused before anything is done`() async throws {
        try await withTemporaryFolder { home in
            let error = await #expect(throws: RoostError.self) {
                try await adapter().trainModel(Digits.data(), Digits.job(in: home, ["epochs": "3"]))
            }
            #expect(error?.message.contains("max_iterations") == true)
            #expect(!FileManager.default.fileExists(atPath: home.appending(path: "work").path))
        }
    }
}
