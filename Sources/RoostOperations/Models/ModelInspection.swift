import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostModelFiles
import RoostONNX
import RoostThreads

/// Reads what the files of a model say of it: small files alone, and of a graph its metadata.
struct ModelInspection: Sendable {
    /// A graph of which the store has no file is read as a whole up to this, in bytes.
    private static let largestGraph: Int64 = 16 << 20

    struct File: Sendable {
        let digest: Digest
        /// In bytes.
        let size: Int64
    }

    let blobs: any BlobStore
    /// For parsing, which can take long.
    let threads: BlockingThreads

    /// What the files say, by their paths within the model; what cannot be understood says nothing.
    ///
    /// - Throws: `CancellationError` alone.
    func describe(_ files: [String: File]) async throws -> ModelDescription? {
        do {
            return try await description(of: files)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return nil
        }
    }

    private func description(of files: [String: File]) async throws -> ModelDescription? {
        let mlmodel = try await mlmodel(files[MLmodel.fileName])
        var texts: [String: Data] = [:]
        for path in ModelDescription.files(of: mlmodel) {
            guard let file = files[path], file.size <= ModelDescription.sizeLimit else { continue }
            texts[path] = try await bytes(of: file)
        }
        let layout = ModelLayout(try? mlmodel?.runnable)
        let graph = layout.graph ?? Self.graph(among: files.keys)
        guard mlmodel != nil || graph != nil || !texts.isEmpty else { return nil }
        let summary = try await summary(of: graph.flatMap { files[$0] })
        return try await threads.run { [texts] () throws(RoostError) in
            try ModelDescription(
                mlmodel: mlmodel,
                texts: texts,
                hasGraph: graph != nil,
                graphMetadata: summary?.metadata ?? [:]
            )
        }
    }

    /// The graph that an adapter would take, seen from the names of the files.
    static func graph(among paths: some Sequence<String>) -> String? {
        let graphs = paths.filter { $0.hasSuffix(".onnx") && !$0.contains("/") }
        return graphs.count == 1 ? graphs.first : graphs.first { $0 == "model.onnx" }
    }

    /// `nil` when there is none, or one that cannot be read.
    private func mlmodel(_ file: File?) async throws -> MLmodel? {
        guard let file, file.size <= MLmodel.sizeLimit else { return nil }
        let text = try await bytes(of: file)
        return await threads.run { try? MLmodel(yaml: text) }
    }

    /// What a graph says of itself; `nil` when there is none, or one that cannot be read.
    func summary(of graph: File?) async throws -> ONNXModelSummary? {
        guard let graph else { return nil }
        let place = try await blobs.localURL(of: graph.digest)
        guard place != nil || graph.size <= Self.largestGraph else { return nil }
        let read = place == nil ? try await bytes(of: graph) : nil
        return await threads.run {
            // The store never changes a file of its own, so what is mapped stays as long as it.
            guard let bytes = read ?? place.flatMap({ try? Data(contentsOf: $0, options: .alwaysMapped) }) else {
                return nil
            }
            return bytes.withUnsafeBytes { try? ONNXModelSummary.read($0) }
        }
    }

    func bytes(of file: File) async throws -> Data {
        var bytes = Data()
        for try await piece in try await blobs.read(file.digest, range: 0..<file.size) {
            bytes.append(contentsOf: piece.readableBytesView)
        }
        return bytes
    }
}
