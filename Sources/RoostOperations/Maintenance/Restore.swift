import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostThreads

/// Puts a backup's parts where they belong.
struct Restore {
    let archive: TarFile
    let home: URL
    let blobs: any BlobStore
    let threads: BlockingThreads

    /// - Throws: `corrupted` when the archive is not a whole backup.
    func run() async throws -> RestoreReport {
        var report = RestoreReport()
        var hasDatabase = false
        var offset: Int64 = 0
        while let entry = try await entry(at: offset) {
            offset = entry.next
            switch BackupEntry(path: entry.header.path) {
            case nil:
                throw TarHeader.corrupted("it holds \(quoted(entry.header.path))")
            case .database:
                guard !hasDatabase else { throw TarHeader.corrupted("it holds the metadata twice") }
                hasDatabase = true
                try await write(content(of: entry), to: partial)
            case .blob(let digest):
                let body = content(of: entry)
                let stored = try await blobs.put(body, expecting: digest, limit: entry.header.size)
                report.blobs += 1
                report.bytes += stored.size
            }
        }
        guard hasDatabase else { throw TarHeader.corrupted("the metadata is missing") }
        try await check()
        try FileManager.default.moveItem(at: partial, to: home.appending(path: "roost.sqlite"))
        return report
    }

    /// The metadata until everything is known to be there.
    private var partial: URL { home.appending(path: "roost.sqlite.partial", directoryHint: .notDirectory) }

    private func entry(at offset: Int64) async throws -> TarFile.Entry? {
        try await threads.run { [archive] in try archive.entry(at: offset) }
    }

    private func content(of entry: TarFile.Entry) -> FileRange {
        FileRange(url: archive.url, range: entry.content, threads: threads)
    }

    private func write(_ content: FileRange, to url: URL) async throws {
        guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else {
            throw RoostError(.unavailable, "\(quoted(url.path)) cannot be made; check that the folder is yours")
        }
        let handle = try FileHandle(forWritingTo: url)
        defer { try? handle.close() }
        for try await part in content {
            try await threads.run { try handle.write(contentsOf: Data(part.readableBytesView)) }
        }
        try await threads.run { try handle.synchronize() }
    }

    /// Whether the metadata is sound and all content it names has come.
    private func check() async throws {
        let metadata = try Metadata(offline: partial.path)
        defer { try? metadata.close() }
        let damage = try await metadata.read { try $0.damage(deep: false) }
        guard damage.isEmpty else { throw TarHeader.corrupted("the metadata is damaged") }
        let rows = Pages<BlobRow> { last in try await metadata.read { try $0.blobs(after: last?.digest, limit: 1000) } }
        while let row = try await rows.next() {
            guard try await blobs.size(of: row.digest) == row.size else {
                throw TarHeader.corrupted("content \(row.digest) is missing")
            }
        }
    }
}
