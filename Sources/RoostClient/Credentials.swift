import Foundation
import NIOCore

/// The first token, as the server left it in its home for the person who started it.
struct Credentials: Codable, Sendable {
    let url: String
    let token: String

    /// - Returns: `nil` when there is no such file.
    /// - Throws: `permissionDenied` when others on this machine could read or change it.
    static func read(at file: URL) throws(RoostError) -> Credentials? {
        guard let contents = try SmallFile.read(file) else { return nil }
        guard contents.mode & 0o077 == 0 else {
            let path = file.path(percentEncoded: false)
            throw RoostError(
                .permissionDenied,
                "others on this machine can read the token in \(path); run 'chmod 600 \(path)', "
                    + "and make another token if that matters"
            )
        }
        return try contents.decoded()
    }
}

/// Where the server of a home listens while it runs.
struct ServerRecord: Codable, Sendable {
    let url: String
    let pid: Int32

    static func read(at file: URL) throws(RoostError) -> ServerRecord? {
        try SmallFile.read(file)?.decoded()
    }
}

/// A file that is read whole because it can only be small.
private struct SmallFile {
    let url: URL
    let bytes: Data
    let mode: UInt32

    static func read(_ url: URL) throws(RoostError) -> SmallFile? {
        let path = url.path(percentEncoded: false)
        do {
            let file = try OpenFile(reading: url)
            guard file.size <= 65_536 else {
                throw RoostError(.tooLarge, "\(path) has more than 64 KiB; this is not what a server writes there")
            }
            let buffer = try file.read(at: 0, count: Int(file.size))
            return SmallFile(url: url, bytes: Data(buffer.readableBytesView), mode: file.mode)
        } catch let error as RoostError where error.code == .notFound {
            return nil
        } catch {
            throw RoostError(wrapping: error, "cannot read \(path)")
        }
    }

    func decoded<Value: Decodable>() throws(RoostError) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: bytes)
        } catch {
            throw RoostError(
                .corrupted,
                "\(url.path(percentEncoded: false)) is not what a server writes there; start the server again, "
                    + "or name one with --url and a token",
                cause: error
            )
        }
    }
}
