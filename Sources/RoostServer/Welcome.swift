import Foundation
import RoostEntities
import RoostOperations

/// How the owner of a home gets in: the first token in a file, and the address of the server beside it.
struct Welcome: Sendable {
    let home: HomeFolder
    let operations: Operations

    /// The owner's token, made when there is none yet; `nil` when its owner has taken the file away.
    ///
    /// A crash may come between the row and the file: then there are tokens but nobody holds one, and another is made.
    func token(url: String) async throws -> String? {
        if let secret = try await operations.bootstrap() {
            try save(url: url, token: secret)
            return secret
        }
        if let credentials = PrivateFile.read(Credentials.self, from: home.credentials) {
            return credentials.token
        }
        let issued = try await operations.issueToken(
            name: "owner",
            role: .admin,
            project: nil,
            expiresInSeconds: nil,
            as: .system
        )
        try save(url: url, token: issued.secret)
        return issued.secret
    }

    /// Says where the server is now.
    func publish(url: String, token: String?) throws {
        try PrivateFile.write(ServerAddress(url: url, pid: getpid()), to: home.address)
        guard let token else { return }
        try save(url: url, token: token)
    }

    private func save(url: String, token: String) throws {
        let credentials = Credentials(url: url, token: token)
        guard PrivateFile.read(Credentials.self, from: home.credentials) != credentials else { return }
        try PrivateFile.write(credentials, to: home.credentials)
    }
}
