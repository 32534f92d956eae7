import Foundation

/// The secret that an `Authorization` header carries: a bearer token, or the password of basic authentication.
struct BearerSecret {
    let text: String

    init?(authorization field: String) {
        let parts = field.split(separator: " ")
        guard parts.count == 2, parts[1].utf8.count <= 4096 else { return nil }
        switch parts[0].lowercased() {
        case "bearer": text = String(parts[1])
        case "basic":
            guard let password = Self.password(base64: parts[1]) else { return nil }
            text = password
        default: return nil
        }
    }

    private static func password(base64: Substring) -> String? {
        guard let data = Data(base64Encoded: String(base64)),
            let pair = String(data: data, encoding: .utf8),
            let colon = pair.firstIndex(of: ":")
        else { return nil }
        return String(pair[pair.index(after: colon)...])
    }
}
