import AsyncHTTPClient
import Foundation
import NIOCore
import RoostThreads

extension Roost {
    /// Puts files of this machine into the project's store, where versions and datasets can name them.
    ///
    /// What the store has already is not sent. Large files survive broken connections: they go on where they stopped.
    ///
    /// - Returns: the digests, in the order of `files`.
    public func upload(_ files: [URL], progress: TransferProgress.Handler? = nil) async throws -> [Digest] {
        let hashed = try await hash(files)
        let total = hashed.reduce(0) { $0 + $1.size }
        let meter = TransferMeter(totalBytes: total, totalFiles: hashed.count, handler: progress)
        let missing = try await missingBlobs(hashed.map(\.digest))
        var claimed: Set<Digest> = []
        let wanted = hashed.filter { missing.contains($0.digest) && claimed.insert($0.digest).inserted }
        let sent = wanted.reduce(0) { $0 + $1.size }
        meter.add(bytes: total - sent)
        for _ in 0..<(hashed.count - wanted.count) { meter.finishFile() }
        try await wanted.concurrently(8) { file in
            try await send(file, meter: meter)
            meter.finishFile()
        }
        return hashed.map(\.digest)
    }

    /// Which of `digests` this project's store lacks.
    public func missingBlobs(_ digests: [Digest]) async throws -> Set<Digest> {
        var missing: Set<Digest> = []
        let unique = Array(Set(digests))
        for start in stride(from: 0, to: unique.count, by: 10_000) {
            let batch = BlobList.Question(digests: Array(unique[start..<min(start + 10_000, unique.count)]))
            let request = try Request(.post, inProject("blobs", "missing")).json(batch)
            missing.formUnion(try await connection.value(request, as: BlobList.Answer.self).missing)
        }
        return missing
    }

    /// Reads every file once, in their order.
    func hash(_ files: [URL]) async throws -> [HashedFile] {
        try await withThrowingTaskGroup(of: (Int, HashedFile).self) { group in
            var hashed = [HashedFile?](repeating: nil, count: files.count)
            for (index, url) in files.enumerated() {
                if index >= 16, let (done, file) = try await group.next() { hashed[done] = file }
                group.addTask {
                    (index, try await threads.run { () throws(RoostError) in try HashedFile(url) })
                }
            }
            for try await (done, file) in group { hashed[done] = file }
            return hashed.compactMap { $0 }
        }
    }

    private func send(_ file: HashedFile, meter: TransferMeter) async throws {
        if file.size <= 8 << 20 {
            try await sendAtOnce(file, meter: meter)
        } else {
            try await ResumableUpload(roost: self, file: file, meter: meter).run()
        }
    }

    private func sendAtOnce(_ file: HashedFile, meter: TransferMeter) async throws {
        let content = try await threads.run { () throws(RoostError) in
            try OpenFile(reading: file.url).read(at: 0, count: Int(file.size))
        }
        var request = Request(.put, inProject("blobs", file.digest.text))
        request.body = .bytes(content)
        request.limit = nil
        request.headers.append(("Content-Type", "application/octet-stream"))
        var backoff = connection.backoff
        while true {
            do {
                try await connection.perform(request)
                meter.add(bytes: file.size)
                return
            } catch let error as RoostError where error.isTransient {
                try await backoff.rest(after: error)
            } catch let error as RoostError where error.code == .corrupted {
                throw RoostError.changed(file, cause: error)
            }
        }
    }
}

extension RoostError {
    static func changed(_ file: HashedFile, cause: RoostError) -> RoostError {
        let path = file.url.path(percentEncoded: false)
        return RoostError(
            .corrupted,
            "\(quoted(path)) arrived with another content than it had; try again when nobody writes it",
            cause: cause
        )
    }
}

private enum BlobList {
    struct Question: Encodable {
        let digests: [Digest]
    }

    struct Answer: Decodable {
        let missing: [Digest]
    }
}
