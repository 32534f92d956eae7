import Foundation
import RoostAdapters
import RoostEntities

/// A model small enough to see through: it says a text back, chokes on `poison` and loses what is `lost`.
struct Echo: ModelAdapter {
    static let name = "echo"
    static let role = "parrot"

    let labels: [String] = []
    let warnings: [String] = []
    let batchSize = 8

    static func load(_ folder: URL, on engine: Int) async throws -> Echo { Echo() }

    func prepare(_ content: ItemContent) throws -> String {
        guard !content.bytes.isEmpty else {
            throw RoostError(.invalidArgument, "'\(content.name)' is empty")
        }
        return String(decoding: content.bytes, as: UTF8.self)
    }

    func predict(_ batch: [String], options: PredictOptions) async throws -> [Prediction] {
        guard !batch.contains("poison") else { throw RoostError(.internal, "the model choked") }
        return batch.filter { $0 != "lost" }.map { Prediction(annotations: [Annotation.Draft(label: $0, score: 1)]) }
    }
}

/// 0, 1, 2, … as many as wanted.
struct Numbers: AsyncSequence, Sendable {
    let count: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        var numbers: Range<Int>.Iterator

        mutating func next() async -> Int? { numbers.next() }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(numbers: (0..<count).makeIterator()) }
}
