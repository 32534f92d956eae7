import AsyncHTTPClient
import Foundation
import NIOCore
import RoostThreads

/// Sends one large file in pieces; after a broken connection it asks what arrived and goes on there.
struct ResumableUpload {
    let roost: Roost
    let file: HashedFile
    private let counted: FileMeter

    private static let pieceSize: Int64 = 64 << 20

    init(roost: Roost, file: HashedFile, meter: TransferMeter) {
        self.roost = roost
        self.file = file
        counted = FileMeter(meter)
    }

    func run() async throws {
        let content = try await roost.threads.run { [file] () throws(RoostError) in
            try OpenFile(reading: file.url)
        }
        var upload = try await begin()
        counted.settle(at: upload.received)
        var backoff = roost.connection.backoff
        while !upload.complete {
            do {
                let before = upload.received
                upload = try await append(content, to: upload)
                counted.settle(at: upload.received)
                guard upload.complete || upload.received > before else {
                    throw RoostError(.unavailable, "the server took nothing of \(quoted(content.path)); try again")
                }
                backoff.reset()
            } catch let error as RoostError where error.isTransient || error.code == .outOfRange {
                try await backoff.rest(after: error)
                if let known = try await arrived(upload) {
                    if known.received > upload.received { backoff.reset() }
                    upload = known
                }
                counted.settle(at: upload.received)
            } catch let error as RoostError where error.code == .corrupted {
                throw RoostError.changed(file, cause: error)
            }
        }
        counted.settle(at: file.size)
    }

    private func begin() async throws -> Upload {
        let announcement = Announcement(digest: file.digest, size: file.size)
        let request = try Request(.post, roost.inProject("uploads")).json(announcement)
        return try await roost.connection.value(request)
    }

    /// What the server has by now; `nil` if it cannot be asked yet, a new upload if it has forgotten this one.
    private func arrived(_ upload: Upload) async throws -> Upload? {
        do {
            return try await roost.connection.value(Request(.get, path(of: upload)))
        } catch let error as RoostError where error.isTransient {
            return nil
        } catch let error as RoostError where error.code == .notFound {
            return try await begin()
        }
    }

    private func append(_ content: OpenFile, to upload: Upload) async throws -> Upload {
        let end = min(upload.received + Self.pieceSize, file.size)
        let pieces = FilePieces(
            file: content,
            range: upload.received..<end,
            threads: roost.threads,
            onRead: counted.add
        )
        var request = Request(.patch, path(of: upload))
        request.headers = [
            ("Upload-Offset", String(upload.received)),
            ("Content-Type", "application/octet-stream"),
        ]
        request.body = .stream(pieces, length: .known(end - upload.received))
        request.limit = nil
        return try await roost.connection.value(request)
    }

    private func path(of upload: Upload) -> [String] {
        roost.inProject("uploads", upload.id.description)
    }
}

private struct Announcement: Encodable {
    let digest: Digest
    let size: Int64
}
