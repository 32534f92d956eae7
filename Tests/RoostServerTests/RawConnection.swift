import Foundation
import RoostServer
import Testing

/// Bytes to a server and back over a socket, with nothing in between that would mend them.
enum RawConnection {
    /// What the server says to `bytes` until it closes; ten minutes are waited for each of its words.
    static func exchange(_ bytes: [UInt8], with announcement: Announcement) async throws -> String {
        let port = try #require(announcement.url.split(separator: ":").last.flatMap { UInt16($0) })
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try exchange(bytes, port: port) })
            }
        }
    }

    static func exchange(_ text: String, with announcement: Announcement) async throws -> String {
        try await exchange(Array(text.utf8), with: announcement)
    }

    private static func exchange(_ bytes: [UInt8], port: UInt16) throws -> String {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 600, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        try #require(connected == 0)
        try #require(send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count)
        return answer(from: descriptor)
    }

    private static func answer(from descriptor: Int32) -> String {
        var answer: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &piece, piece.count, 0), count > 0 {
            answer += piece.prefix(count)
        }
        return String(decoding: answer, as: UTF8.self)
    }
}
