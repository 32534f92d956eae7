import AsyncHTTPClient
import Foundation
import NIOCore

extension Roost {
    /// Has the server examine its state.
    ///
    /// `repair`: mends what can be mended.
    /// `deep`: reads all content and checks its digests, which takes as long as reading it takes.
    public func doctor(repair: Bool = false, deep: Bool = false) async throws -> DoctorReport {
        struct Body: Encodable {
            let repair: Bool
            let deep: Bool
        }
        var request = try Request(.post, ["maintenance", "doctor"]).json(Body(repair: repair, deep: deep))
        request.limit = nil
        request.isPatient = true
        return try await connection.value(request)
    }

    /// Takes away what was deleted, and content that nothing names, when it is older than `grace`.
    public func collectGarbage(dryRun: Bool = false, grace: Duration = .seconds(86_400)) async throws -> GarbageReport {
        struct Body: Encodable {
            let dryRun: Bool
            let graceSeconds: Int64
        }
        let body = Body(dryRun: dryRun, graceSeconds: grace.components.seconds)
        var request = try Request(.post, ["maintenance", "gc"]).json(body)
        request.limit = nil
        request.isPatient = true
        return try await connection.value(request)
    }

    /// Writes an archive of everything the server keeps to `file`, while it goes on working.
    ///
    /// `progress`: hears the bytes written so far; nobody knows beforehand how many there will be.
    /// The file can be read by its owner alone: it holds what tokens are checked with.
    public func backup(to file: URL, progress: TransferProgress.Handler? = nil) async throws {
        var request = Request(.get, ["maintenance", "backup"])
        request.limit = nil
        request.isPatient = true
        let meter = TransferMeter(totalBytes: 0, totalFiles: 1, handler: progress)
        var partial = try await PartialFile.open(for: file, digest: nil, size: nil, mode: 0o600, threads: threads)
        let response = try await connection.send(request)
        do {
            try await partial.append(response.body, limit: nil, meter: FileMeter(meter))
        } catch {
            throw RoostError(transport: error, server: url.absoluteString)
        }
        try await partial.finish(at: file, digest: nil)
        meter.finishFile()
    }
}
