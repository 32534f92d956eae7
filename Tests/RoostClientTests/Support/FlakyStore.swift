import Crypto
import Foundation
import RoostClient

/// What a server of these tests holds and how it misbehaves.
actor FlakyStore {
    private(set) var blobs: [String: Data] = [:]
    private(set) var requests: [String] = []
    /// Bytes of bodies that arrived, cut ones included.
    private(set) var arrived = 0
    private var partial = Data()
    private var announced = ""
    /// After how many bytes the next transfers break, one entry a transfer.
    private var cuts: [Int]

    init(blobs: [String: Data] = [:], cuts: [Int] = []) {
        self.blobs = blobs
        self.cuts = cuts
    }

    func note(_ request: String) {
        requests.append(request)
    }

    func nextCut() -> Int? {
        cuts.isEmpty ? nil : cuts.removeFirst()
    }

    func begin(_ digest: String) {
        announced = digest
        partial = Data()
    }

    func append(_ bytes: Data) {
        partial.append(bytes)
        arrived += bytes.count
    }

    var received: Int { partial.count }

    /// Publishes what was appended if it is what was announced.
    func publishIfComplete(size: Int) -> Bool {
        guard partial.count == size, Self.digest(partial) == announced else { return false }
        blobs[announced] = partial
        return true
    }

    func store(_ digest: String, _ bytes: Data) -> Bool {
        arrived += bytes.count
        guard Self.digest(bytes) == digest else { return false }
        blobs[digest] = bytes
        return true
    }

    static func digest(_ bytes: Data) -> String {
        SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
    }
}
