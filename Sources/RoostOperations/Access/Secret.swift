import struct Crypto.SHA256
import Foundation
import RoostEntities

/// What a caller proves itself with: 32 random bytes, written as `roost_` and base64url.
struct Secret: Sendable {
    let text: String

    /// A new one that nobody can guess.
    static func random() -> Secret {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let base64 = Data(bytes).base64EncodedString()
        return Secret(
            text: "roost_" + base64.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        )
    }

    /// All that is kept of it.
    ///
    /// A random secret of this length needs no salt and no slow hash, and looking a hash up
    /// tells nothing about the secret by the time it takes.
    var hash: Digest { Digest(bytes: SHA256.hash(data: Data(text.utf8))) }
}
