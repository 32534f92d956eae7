import Foundation

/// A folder that is gone afterwards.
package func withTemporaryFolder<Value>(_ work: (URL) async throws -> Value) async throws -> Value {
    let name = "roost-\(UInt64.random(in: 0 ... .max))"
    let folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await work(folder.resolvingSymlinksInPath())
}
