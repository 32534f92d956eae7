import Foundation
import RoostEntities
import Testing

@testable import RoostMLflowTransfer

struct TransferTests {
    private static let server = MLflowServer(base: "http://127.0.0.1:1", credentials: .none)

    /// One whose run `old` is called `new` at the target, and its model `m-old` `m-new`.
    private var transfer: Transfer {
        let transfer = Transfer(
            source: ServerSource(server: Self.server),
            target: TransferTarget(server: Self.server, keepsIdentities: false),
            log: TransferLog()
        )
        transfer.map.set(run: "old", .init(id: "new", artifactURI: "mlflow-artifacts:/9/new/artifacts"))
        transfer.map.set(model: "m-old", .init(id: "m-new", artifactURI: "mlflow-artifacts:/9/models/m-new/artifacts"))
        return transfer
    }

    @Test(arguments: [
        ("runs:/old/model", "runs:/new/model"),
        ("runs:/other/model", "runs:/other/model"),
        ("models:/m-old", "models:/m-new"),
        ("mlflow-artifacts:/1/old/artifacts/a/b", "mlflow-artifacts:/9/new/artifacts/a/b"),
        ("mlflow-artifacts://host:1/1/models/m-old/artifacts", "mlflow-artifacts:/9/models/m-new/artifacts"),
        ("/srv/mlruns/1/old/artifacts/model", "mlflow-artifacts:/9/new/artifacts/model"),
        ("s3://bucket/model", "s3://bucket/model"),
    ])
    func `a version's source names the copies`(_ source: String, _ translated: String) {
        #expect(transfer.translated(source: source, run: "old") == translated)
    }

    @Test func `what is refused together is sent apart, and only what is refused alone is lost`() async throws {
        var sent: [[Int]] = []
        var lost: [Int] = []
        try await transfer.keep(Array(0..<8)) { numbers in
            guard !numbers.contains(5) else { throw RoostError(.invalidArgument, "5 is wrong") }
            sent.append(numbers)
        } lose: { number, _ in
            lost.append(number)
        }
        #expect(sent == [[0, 1, 2, 3], [4], [6, 7]])
        #expect(lost == [5])
    }

    @Test func `a server that is gone ends the transfer`() async throws {
        await #expect(throws: RoostError.self) {
            try await transfer.keep([1]) { _ in
                throw RoostError(.unavailable, "gone")
            } lose: { _, _ in
            }
        }
    }

    @Test func `a report says how many losses it has no room for`() {
        var report = TransferReport()
        for number in 0..<1200 { report.add(TransferLoss(of: "run", "tag \(number)", "no")) }
        #expect(report.losses.count == 1000)
        #expect(report.furtherLosses == 200)
    }

    @Test(arguments: [("plain", "name = 'plain'"), ("it's", "name = \"it's\"")])
    func `a name is quoted for a search`(_ name: String, _ filter: String) throws {
        #expect(try ServerSource.filter(name: name) == filter)
    }

    @Test func `a name with both quotes is refused`() {
        #expect(throws: RoostError.self) { try ServerSource.filter(name: "a'b\"c") }
    }

    @Test(arguments: [
        ("mlflow-artifacts:/1/ab/artifacts", "1/ab/artifacts"),
        ("mlflow-artifacts://host:80/1/a b/artifacts", "1/a%20b/artifacts"),
        ("mlflow-artifacts:/1/../../etc", nil), ("file:///etc", nil), ("mlflow-artifacts:", nil),
    ])
    func `the proxy's folder of a location has no way out of it`(_ uri: String, _ folder: String?) {
        #expect(MLflowOwner(kind: .run, id: "ab", artifactURI: uri).proxied == folder)
    }
}
