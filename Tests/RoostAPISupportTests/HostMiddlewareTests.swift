import Testing

@testable import RoostAPISupport

@Suite struct HostMiddlewareTests {
    @Test(arguments: ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]", "[::1]:8080", "roost.example:443"])
    func `a host that is this server is answered`(authority: String) {
        #expect(HostMiddleware(allowing: ["Roost.example"]).allows(authority))
    }

    @Test(arguments: [
        nil, "", "evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example",
        "evil.example@localhost", "localhost:8080:1", "localhost/", "roost.example.",
    ])
    func `any other is not`(authority: String?) {
        #expect(!HostMiddleware(allowing: ["roost.example"]).allows(authority))
    }

    @Test func `a star answers for all`() {
        #expect(HostMiddleware(allowing: ["*"]).allows("anything.example"))
    }
}
