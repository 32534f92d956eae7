import Foundation

/// What a worker found about one item of a dataset or one loose image.
package struct WorkerResult: Sendable, Codable, Hashable {
    /// Of an execution over a dataset.
    package let itemID: Identifier<Item>?
    /// Of an execution over loose images: the place in its input, from 0.
    package let index: Int?
    package let prediction: Prediction

    package init(itemID: Identifier<Item>, prediction: Prediction) {
        self.itemID = itemID
        index = nil
        self.prediction = prediction
    }

    package init(index: Int, prediction: Prediction) {
        itemID = nil
        self.index = index
        self.prediction = prediction
    }
}

/// A worker's side, for the process that carries the token of one execution.
extension Roost {
    /// Says that the worker lives and how far it is.
    ///
    /// - Returns: whether to stop.
    package func heartbeat(
        execution id: Identifier<Execution>,
        progress: Execution.Progress
    ) async throws -> Bool {
        struct Body: Encodable {
            let progress: Execution.Progress
        }
        struct Answer: Decodable {
            let cancel: Bool
        }
        let request = try Request(.post, path(of: id, "heartbeat")).json(Body(progress: progress))
        return try await retrying(request, as: Answer.self).cancel
    }

    /// Writes results; those written before for the same item are replaced, so writing twice is harmless.
    package func record(_ results: [WorkerResult], execution id: Identifier<Execution>) async throws {
        struct Body: Encodable {
            let results: [WorkerResult]
        }
        try await retrying(Request(.post, path(of: id, "results")).json(Body(results: results)))
    }

    /// Writes what an evaluation found out about items, 1,000 at most; written twice, they replace themselves.
    package func record(_ outcomes: [Outcome], execution id: Identifier<Execution>) async throws {
        struct Body: Encodable {
            let outcomes: [Outcome]
        }
        try await retrying(Request(.post, path(of: id, "outcomes")).json(Body(outcomes: outcomes)))
    }

    /// Writes what became of objects, 1,000 at most, once their items' outcomes are written; written twice, they replace
    /// themselves.
    package func record(_ objects: [ObjectOutcome], execution id: Identifier<Execution>) async throws {
        struct Body: Encodable {
            let objects: [ObjectOutcome]
        }
        try await retrying(Request(.post, path(of: id, "objects")).json(Body(objects: objects)))
    }

    /// Finishes an evaluation, once all its outcomes and objects are written and its evidence is uploaded.
    package func evaluated(_ result: EvaluationResult, execution id: Identifier<Execution>) async throws {
        try await retrying(Request(.post, path(of: id, "evaluated")).json(result))
    }

    /// Finishes a training: its version is sealed, with content that was uploaded before.
    package func trained(_ result: TrainingResult, execution id: Identifier<Execution>) async throws -> Version {
        try await retrying(Request(.post, path(of: id, "trained")).json(result), as: Version.self)
    }

    /// Finishes a training that was done again to see whether it comes out the same.
    package func reproduced(_ reproduction: Reproduction, execution id: Identifier<Execution>) async throws {
        try await retrying(Request(.post, path(of: id, "reproduced")).json(reproduction))
    }

    /// The worker's last word: all is done, or why it is not.
    package func finish(execution id: Identifier<Execution>, failure: String? = nil) async throws {
        struct Body: Encodable {
            let failure: String?
        }
        try await connection.perform(Request(.post, path(of: id, "finish")).json(Body(failure: failure)))
    }

    /// Brings content of the project's store to `file`, checked.
    package func download(blob digest: Digest, size: Int64? = nil, to file: URL) async throws {
        let source = Download.Source.server(inProject("blobs", digest.text))
        let download = Download(source: source, digest: digest, size: size, destination: file)
        try await download.run(self, meter: TransferMeter(totalBytes: size ?? 0, totalFiles: 1, handler: nil))
    }

    private func retrying(_ request: Request) async throws {
        var backoff = connection.backoff
        while true {
            do {
                return try await connection.perform(request)
            } catch let error as RoostError where error.isTransient {
                try await backoff.rest(after: error)
            }
        }
    }

    private func retrying<Value: Decodable>(_ request: Request, as type: Value.Type) async throws -> Value {
        var backoff = connection.backoff
        while true {
            do {
                return try await connection.value(request)
            } catch let error as RoostError where error.isTransient {
                try await backoff.rest(after: error)
            }
        }
    }
}
