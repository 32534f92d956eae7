import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct LinkPolicyTests {
    @Test(arguments: [
        "https://example.com/a.bin", "http://example.com:8080/x?y=z", "https://8.8.8.8/", "https://[2606:4700::1111]/x",
        "https://sub.example.co.uk./a",
    ])
    func `a public address is a link`(_ url: String) throws {
        try LinkPolicy().check(url)
    }

    @Test(arguments: [
        "http://localhost/", "http://a.localhost/", "http://127.0.0.1/", "http://127.1/", "http://2130706433/",
        "http://0x7f000001/", "http://0177.0.0.1/", "http://10.0.0.1/", "http://172.31.0.1/", "http://192.168.1.1/",
        "http://169.254.169.254/latest", "http://100.64.0.1/", "http://0.0.0.0/", "http://[::1]/", "http://[::]/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://db.internal/", "http://localhost./", "http://224.0.0.1/",
    ])
    func `a private address is refused unless private ones are allowed`(_ url: String) throws {
        #expect(throws: RoostError.self) { try LinkPolicy().check(url) }
        try LinkPolicy(allowsPrivateAddresses: true).check(url)
    }

    @Test(arguments: [
        "", "file:///etc/passwd", "ftp://example.com/", "//example.com/", "https://", "https://a:b@example.com/",
        "https://user@example.com/", "javascript:alert(1)", "https://exa mple.com/", "https://example.com/\n",
    ])
    func `what is no plain web address is refused even then`(_ url: String) {
        #expect(throws: RoostError.self) { try LinkPolicy(allowsPrivateAddresses: true).check(url) }
    }
}
