import GRDB
import RoostEntities
import Testing

@testable import RoostMetadataStore

@Suite struct WriteCoalescerTests {
    struct Refusal: Error, Equatable { let number: Int }

    @Test func `what concurrent writers were told is what is there`() async throws {
        try await withDatabase { metadata in
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        try await metadata.write { try $0.insertSampleAudit("n\(number)") }
                        return number
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(numbers.count == 300)
            #expect(try await metadata.auditCount == 300)
        }
    }

    @Test func `a body that throws undoes its own changes and nobody else's`() async throws {
        let metadata = try Metadata()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let result = await Task { try await metadata.writeUnlessThird(number) }.result
                    #expect((result.failure as? Refusal) == (number % 3 == 0 ? Refusal(number: number) : nil))
                }
            }
        }
        #expect(try await metadata.auditCount == 133)
    }

    @Test func `a broken rule of the schema fails its own caller alone`() async throws {
        let metadata = try Metadata()
        try await metadata.write { _ = try $0.insertSampleProject() }
        let duplicate = Task { try await metadata.write { _ = try $0.insertSampleProject() } }
        let other = Task { try await metadata.write { try $0.insertSampleAudit("other") } }
        try await other.value
        await #expect(throws: RoostError.self) { try await duplicate.value }
        #expect(try await metadata.auditCount == 1)
    }

    @Test func `a commit that fails fails everyone in it, and the next one works`() async throws {
        let metadata = try Metadata()
        // A deferred rule is checked by the commit alone.
        try await metadata.write {
            _ = try $0.connection.execute(
                "CREATE TABLE late (id INTEGER REFERENCES late (id) DEFERRABLE INITIALLY DEFERRED) STRICT"
            )
        }
        await #expect(throws: RoostError.self) {
            try await metadata.write { _ = try $0.connection.execute("INSERT INTO late VALUES (7)") }
        }
        try await metadata.write { try $0.insertSampleAudit("after") }
        #expect(try await metadata.auditCount == 1)
    }

    @Test func `a task that was cancelled before its write writes nothing`() async throws {
        let metadata = try Metadata()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await metadata.write { try $0.insertSampleAudit("never") }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await metadata.auditCount == 0)
    }

    @Test func `cancelling while others write harms none of them`() async throws {
        try await withDatabase { metadata in
            let tasks = (0..<200).map { number in
                Task { try await metadata.write { try $0.insertSampleAudit("n\(number)") } }
            }
            for (number, task) in tasks.enumerated() where number % 2 == 0 { task.cancel() }
            var written = 0
            for task in tasks {
                if case .success = await task.result { written += 1 }
            }
            #expect(written >= 100)
            let kept = try await metadata.auditCount
            #expect(kept == written)
        }
    }

    @Test func `a reader sees a write as soon as it has returned`() async throws {
        try await withDatabase { metadata in
            for number in 1...50 {
                try await metadata.write { try $0.insertSampleAudit("n\(number)") }
                #expect(try await metadata.auditCount == number)
            }
        }
    }
}

extension Result {
    fileprivate var failure: Failure? {
        guard case .failure(let error) = self else { return nil }
        return error
    }
}

extension Metadata {
    fileprivate func writeUnlessThird(_ number: Int) async throws {
        try await write { transaction in
            try transaction.insertSampleAudit("n\(number)")
            if number % 3 == 0 { throw WriteCoalescerTests.Refusal(number: number) }
        }
    }

    var auditCount: Int {
        get async throws {
            try await read { try $0.connection.value("SELECT count(*) FROM auditEntry") ?? 0 }
        }
    }
}
