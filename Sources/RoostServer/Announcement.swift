import Foundation

/// What a person should know once the server can be reached.
package struct Announcement: Sendable {
    package let url: String
    /// The file that holds the first token.
    package let credentials: URL
    package let home: URL
}
