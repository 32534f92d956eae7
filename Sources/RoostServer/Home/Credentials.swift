/// What opens a server: written once, at its first start, for the owner of its home.
package struct Credentials: Codable, Sendable, Hashable {
    package let url: String
    package let token: String
}
