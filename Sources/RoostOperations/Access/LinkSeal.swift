import Foundation
import RoostEntities

import struct Crypto.HMAC
import struct Crypto.SHA256
import struct Crypto.SymmetricKey

/// What a link may open to whoever has it, without a token.
package enum LinkedThing: Sendable, Hashable {
    /// To be written: one part of one upload.
    case part(Int, of: Identifier<Upload>)
    /// To be read: content of a project.
    case content(Digest, in: Project.Name)

    fileprivate var text: String {
        switch self {
        case .part(let number, let id): "write part \(number) of \(id)"
        case .content(let digest, let project): "read \(digest) of \(project.text)"
        }
    }
}

/// Proves that this server made a link, and until when it opens.
package struct LinkSeal: Sendable, Hashable {
    package let expiresAt: Timestamp
    /// HMAC-SHA256 of what it opens and until when, as 64 hex digits.
    package let code: String

    package init(expiresAt: Timestamp, code: String) {
        self.expiresAt = expiresAt
        self.code = code
    }
}

/// Makes and checks seals under a secret that ends with the process: links do not outlive it.
struct LinkSeals: Sendable {
    private let key = SymmetricKey(size: .bits256)

    func seal(_ thing: LinkedThing, until moment: Timestamp) -> LinkSeal {
        let code = HMAC<SHA256>.authenticationCode(for: Self.message(thing, moment), using: key)
        return LinkSeal(expiresAt: moment, code: Digest(bytes: code).text)
    }

    /// Takes as long for a wrong code as for a right one.
    ///
    /// - Throws: `permissionDenied`.
    func check(_ seal: LinkSeal, of thing: LinkedThing, at moment: Timestamp) throws(RoostError) {
        guard let code = seal.code.hexBytes, seal.expiresAt > moment,
            HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: Self.message(thing, seal.expiresAt),
                using: key
            )
        else {
            throw RoostError(
                .permissionDenied,
                "this link does not open this, or not any more; ask for another with your token"
            )
        }
    }

    private static func message(_ thing: LinkedThing, _ moment: Timestamp) -> Data {
        Data("\(thing.text) until \(moment.milliseconds)".utf8)
    }
}

extension String {
    /// What 64 hex digits stand for.
    fileprivate var hexBytes: [UInt8]? {
        guard (try? Digest(self)) != nil else { return nil }
        let digits = utf8.map { UInt8($0 < UInt8(ascii: "a") ? $0 - UInt8(ascii: "0") : $0 - UInt8(ascii: "a") + 10) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
