import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostMetadataStore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

@Suite(.serialized) struct CrashTests {
    @Test(arguments: 0..<10)
    func `a killed process has kept every write it acknowledged`(_ round: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = folder.path
            let delay = UInt32.random(in: 20_000...300_000)
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, delay = delay as UInt32] in
                try await CrashTests.writeUntilKilled(in: path, after: delay)
            }
            let acknowledged = try String(contentsOf: folder.appending(path: "acknowledged"), encoding: .utf8)
            let metadata = try Metadata(path: folder.appending(path: "roost.sqlite").path)
            let kept: [String] = try await metadata.read {
                try $0.connection.values("SELECT action FROM auditEntry")
            }
            let promised = acknowledged.split(separator: "\n").map(String.init)
            #expect(!promised.isEmpty)
            #expect(Set(promised).subtracting(kept).isEmpty)
            #expect(try await metadata.read { try $0.damage(deep: true) } == [])
            try metadata.close()
        }
    }

    /// Sixteen writers note each answer in a file of their own, in whole lines, until the process is gone.
    private static func writeUntilKilled(in path: String, after delay: UInt32) async throws {
        let folder = URL(filePath: path)
        let metadata = try Metadata(path: folder.appending(path: "roost.sqlite").path)
        let notes = open(folder.appending(path: "acknowledged").path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try await metadata.write { try $0.insertSampleAudit("first") }
        _ = write(notes, "first\n", 6)
        Thread.detachNewThread {
            usleep(delay)
            kill(getpid(), SIGKILL)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<16 {
                group.addTask {
                    for number in 0... {
                        try await metadata.write { try $0.insertSampleAudit("\(writer)-\(number)") }
                        let line = Array("\(writer)-\(number)\n".utf8)
                        _ = write(notes, line, line.count)
                    }
                }
            }
            // A write that fails ends the process in another way than the test expects.
            try await group.waitForAll()
        }
    }
}
