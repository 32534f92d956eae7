import Testing

@testable import RoostAPISupport

@Suite struct BearerSecretTests {
    @Test(arguments: [
        ("Bearer abc", "abc"),
        ("bearer  abc", "abc"),
        ("Basic dXNlcjphYmM6ZA==", "abc:d"),
        ("BASIC OmFiYw==", "abc"),
    ])
    func `a secret comes as bearer token or as basic password`(header: String, secret: String) {
        #expect(BearerSecret(authorization: header)?.text == secret)
    }

    @Test(arguments: ["", "Bearer", "abc", "Digest abc", "Basic ???", "Basic YWJj"])
    func `anything else carries none`(header: String) {
        #expect(BearerSecret(authorization: header) == nil)
    }
}
