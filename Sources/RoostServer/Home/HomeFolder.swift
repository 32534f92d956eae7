import Foundation
import RoostEntities

/// The folder that holds all of a server's state.
///
///     roost.sqlite     every entity's row
///     blobs/           content, by its SHA-256
///     executions/      work folders and logs
///     credentials      the first token, for its owner alone
///     server.json      where the running server is
///     roost.lock       held by the running server
package struct HomeFolder: Sendable {
    package let url: URL

    package init(_ url: URL) {
        self.url = url.standardizedFileURL
    }

    package var database: URL { url.appending(path: "roost.sqlite") }
    package var blobs: URL { url.appending(path: "blobs", directoryHint: .isDirectory) }
    package var credentials: URL { url.appending(path: "credentials") }
    package var address: URL { url.appending(path: "server.json") }
    package var lock: URL { url.appending(path: "roost.lock") }

    /// Makes the folder if it is missing, and keeps everybody but its owner out.
    func prepare() throws(RoostError) {
        do {
            try FileManager.default.createDirectory(
                at: url,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: url.path)
        } catch {
            throw RoostError(
                .unavailable,
                "the home \(quoted(url.path)) cannot be made and kept private; "
                    + "check who owns it, or choose another with --home",
                cause: error
            )
        }
    }
}
