import Dispatch
import NIOCore
import RoostEntities
import Synchronization

/// Gives finished content its name, for good: many pieces of content at a time.
///
/// While one batch is being flushed to the disk the next one gathers, so concurrent puts share the flushes. Each batch
/// first makes the bytes safe, then gives the names, then makes the names safe, then answers; a name that is not safe
/// yet is hidden from everybody (``isHidden(_:)``).
///
/// A class, because all who put share the one queue.
final class Publisher: Sendable {
    enum Content: Sendable {
        /// Not on the disk yet.
        case memory(Batch)
        /// A flushed, read-only file, that is renamed.
        case file(path: String, size: Int64)
    }

    private struct Request: Sendable {
        let content: Content
        let digest: Digest
        let answer: CheckedContinuation<StoredBlob, any Error>
    }

    private struct State {
        var waiting: [Request] = []
        var isRunning = false
        var hidden: Set<Digest> = []
    }

    /// From how many flushes on one of the whole file system is cheaper.
    private static let manyFlushes = 12
    /// How much content of one batch may be in files that are open, as a count.
    private static let largestBatch = 256

    private let layout: BlobLayout
    private let root: OpenFile
    private let thread = DispatchQueue(label: "roost.blobs.publisher")
    private let state = Mutex(State())
    /// Held while a name is given, renewed or taken away.
    private let naming = Mutex(())

    init(layout: BlobLayout, root: OpenFile) {
        self.layout = layout
        self.root = root
    }

    /// Returns when the content has its name and both would survive a loss of power.
    ///
    /// A file that was handed in is gone afterwards, unless this throws.
    func publish(_ content: Content, as digest: Digest) async throws -> StoredBlob {
        try await withCheckedThrowingContinuation { continuation in
            let isFirst = state.withLock { state in
                state.waiting.append(Request(content: content, digest: digest, answer: continuation))
                defer { state.isRunning = true }
                return !state.isRunning
            }
            guard isFirst else { return }
            thread.async { self.run() }
        }
    }

    /// Whether content that has its name might lose it with the power; ask after it was seen there.
    func isHidden(_ digest: Digest) -> Bool {
        state.withLock { $0.hidden.contains(digest) }
    }

    /// Starts the age of stored content again.
    ///
    /// - Returns: whether it is there.
    func renew(_ digest: Digest) throws(FileFailure) -> Bool {
        let path = layout.path(of: digest)
        let isThere = try naming.withLock { _ throws(FileFailure) in try FileSystem.touch(path) }
        return isThere && !isHidden(digest)
    }

    func remove(_ digest: Digest, unlessRenewedSince moment: Timestamp?) throws(FileFailure) -> Bool {
        let path = layout.path(of: digest)
        return try naming.withLock { _ throws(FileFailure) in
            guard let status = try FileSystem.status(of: path) else { return false }
            if let moment, status.modifiedAt >= moment { return false }
            return try FileSystem.remove(path)
        }
    }

    private func run() {
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.largestBatch))
                state.waiting.removeFirst(batch.count)
                state.isRunning = !batch.isEmpty
                return batch
            }
            guard !batch.isEmpty else { return }
            let results = perform(batch)
            state.withLock { $0.hidden = [] }
            for (request, result) in zip(batch, results) {
                request.answer.resume(with: result.mapError { $0.roostError })
            }
        }
    }
}

extension Publisher {
    /// One piece of content on its way through a batch.
    private struct Piece {
        let digest: Digest
        let size: Int64
        /// Where it lies until it has its name; `nil` when the store has such content already.
        var source: String?
        /// While its bytes are not safe: the file that this publisher wrote them to.
        var file: OpenFile?
        /// Whether `source` is to be removed when this piece fails.
        var isOurs = false
        var isNew = false
    }

    private typealias Outcome = Result<Piece, FileFailure>

    private func perform(_ batch: [Request]) -> [Result<StoredBlob, FileFailure>] {
        var pieces: [Outcome] = batch.map { request in
            advance(piece(of: request)) { (piece: inout Piece) throws(FileFailure) in
                try write(&piece, from: request.content)
            }
        }
        flush(&pieces)
        var folders: Set<String> = []
        pieces = pieces.map { piece in
            advance(piece) { (piece: inout Piece) throws(FileFailure) in try name(&piece, noting: &folders) }
        }
        do throws(FileFailure) {
            try flush(folders)
        } catch {
            pieces = pieces.map { takeBack($0, because: error) }
        }
        return pieces.map { piece in
            piece.map { piece in
                if let source = piece.source { _ = try? FileSystem.remove(source) }
                return StoredBlob(digest: piece.digest, size: piece.size, isNew: piece.isNew)
            }
        }
    }

    private func piece(of request: Request) -> Outcome {
        switch request.content {
        case .file(let path, let size):
            .success(Piece(digest: request.digest, size: size, source: path))
        case .memory(let batch):
            .success(Piece(digest: request.digest, size: Int64(batch.size), isOurs: true))
        }
    }

    /// What `step` makes of a piece that has not failed yet.
    private func advance(_ piece: Outcome, by step: (inout Piece) throws(FileFailure) -> Void) -> Outcome {
        piece.flatMap { piece in
            var piece = piece
            do throws(FileFailure) {
                try step(&piece)
                return .success(piece)
            } catch {
                if piece.isOurs, let source = piece.source { _ = try? FileSystem.remove(source) }
                return .failure(error)
            }
        }
    }

    /// Brings content to the disk that is only in memory.
    private func write(_ piece: inout Piece, from content: Content) throws(FileFailure) {
        guard case .memory(let batch) = content else { return }
        let path = layout.path(of: piece.digest)
        guard try !naming.withLock({ _ throws(FileFailure) in try FileSystem.touch(path) }) else { return }
        let source = layout.newIncoming()
        let file = try OpenFile(source, for: .creating)
        piece.source = source
        piece.file = file
        try file.write(batch.pieces, at: 0)
        try file.makeReadOnly()
    }

    private func flush(_ pieces: inout [Outcome]) {
        let count = pieces.count { (try? $0.get().file) != nil }
        let isDone = count >= Self.manyFlushes && (try? root.syncFileSystem()) != nil
        pieces = pieces.map { piece in
            advance(piece) { (piece: inout Piece) throws(FileFailure) in
                if !isDone { try piece.file?.sync() }
                piece.file = nil
            }
        }
    }

    /// Gives a piece its name; `folders` gets those that must be flushed for the name to be safe.
    private func name(_ piece: inout Piece, noting folders: inout Set<String>) throws(FileFailure) {
        guard let source = piece.source else { return }
        let path = layout.path(of: piece.digest)
        let way = layout.folders(of: piece.digest)
        for (parent, folder) in zip(way, way.dropFirst()) where try FileSystem.makeFolder(folder) {
            folders.insert(parent)
        }
        piece.isNew = try naming.withLock { _ throws(FileFailure) in
            if try FileSystem.touch(path) { return false }
            state.withLock { _ = $0.hidden.insert(piece.digest) }
            try FileSystem.link(source, as: path)
            return true
        }
        if piece.isNew { folders.formUnion(way.suffix(1)) }
    }

    private func flush(_ folders: Set<String>) throws(FileFailure) {
        if folders.count >= Self.manyFlushes, (try? root.syncFileSystem()) != nil { return }
        for folder in folders {
            try OpenFile(folder, for: .folder).sync()
        }
    }

    /// What cannot be made safe must not be seen.
    private func takeBack(_ piece: Outcome, because failure: FileFailure) -> Outcome {
        advance(piece) { (piece: inout Piece) throws(FileFailure) in
            guard piece.source != nil else { return }
            if piece.isNew { try FileSystem.remove(layout.path(of: piece.digest)) }
            throw failure
        }
    }
}
