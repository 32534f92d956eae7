import HTTPTypes
import Hummingbird
import NIOCore
import RoostEntities
import Testing

@testable import RoostMLflowAPI

@Suite struct LinkAddressesTests {
    @Test(
        arguments: [
            (LinkAddresses(), [:], "http://roost.lab:5000", true),
            (
                LinkAddresses(), ["X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/ml"], "http://roost.lab:5000",
                true
            ),
            (LinkAddresses(isSecure: true), [:], "https://roost.lab:5000", false),
            (LinkAddresses(isBehindProxy: true), [:], "http://roost.lab:5000", false),
            (LinkAddresses(isBehindProxy: true), ["X-Forwarded-Proto": "ftp"], "http://roost.lab:5000", false),
            (LinkAddresses(isBehindProxy: true), ["X-Forwarded-Proto": "https"], "https://roost.lab:5000", true),
            (
                LinkAddresses(isBehindProxy: true), ["X-Forwarded-Proto": "HTTPS", "X-Forwarded-Prefix": "/a/ml-1/"],
                "https://roost.lab:5000/a/ml-1", true
            ),
            (
                LinkAddresses(isBehindProxy: true), ["X-Forwarded-Proto": "http", "X-Forwarded-Prefix": "/a?b=@c"],
                "http://roost.lab:5000", true
            ),
        ]
    ) func `a link leads to where the client reached the server`(
        _ addresses: LinkAddresses,
        _ headers: [String: String],
        _ base: String,
        _ areOffered: Bool
    ) throws {
        let request = try Self.request(authority: "roost.lab:5000", headers)
        #expect(try addresses.base(of: request) == base)
        #expect(addresses.areOffered(to: request) == areOffered)
    }

    @Test(arguments: [nil, "", "a/b", "a@b", "a b", "a\r\nb", "ä"]) func `no link leads to what is no host`(
        _ authority: String?
    ) throws {
        let request = try Self.request(authority: authority, [:])
        #expect(throws: RoostError.self) { try LinkAddresses().base(of: request) }
    }

    private static func request(authority: String?, _ headers: [String: String]) throws -> Request {
        var head = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
        for (name, value) in headers { head.headerFields[try #require(HTTPField.Name(name))] = value }
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }
}
