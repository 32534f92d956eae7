import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import RoostThreads

/// Asks for things on the web, and looks at every machine before it is asked.
///
/// A host is looked up here and the connection goes to the address that was judged, so a name cannot lead elsewhere
/// between the two. Each redirect is judged like the first address.
struct WebClient: Sendable {
    let policy: AddressPolicy
    /// Whether a trusted host that is private itself may lead on to others of its network.
    var followsWithinPrivateNetwork = false
    /// How long a connection may take to come about.
    var connectTimeout: TimeAmount = .seconds(15)
    /// How long nothing may come.
    var readTimeout: TimeAmount = .seconds(60)

    private static let redirectLimit = 6
    private static let lookup = BlockingThreads(label: "roost.hub.lookup", count: 4)

    struct Request: Sendable {
        var method: HTTPMethod = .GET
        var address: WebAddress
        var headers: [(name: String, value: String)] = []
        /// Told only to the origin of `address`.
        var token: String?
    }

    struct Response {
        let status: HTTPResponseStatus
        let headers: HTTPHeaders
        let body: HTTPClientResponse.Body
        /// Where it came from in the end.
        let address: WebAddress
        /// Of the answers that only led on.
        let redirects: [HTTPHeaders]
    }

    /// What `work` makes of the answer that is no redirect; the connection ends with it.
    ///
    /// - Throws: `refused` for an address that the policy forbids, `unavailable` when nobody answers, and what `work`
    ///   throws.
    func withResponse<Value>(
        to request: Request,
        _ work: (Response) async throws -> Value
    ) async throws -> Value {
        var request = request
        let origin = request.address
        var redirects: [HTTPHeaders] = []
        var isPrivate = policy.allowsPrivateAddresses(of: origin.host)
        while redirects.count <= Self.redirectLimit {
            let machine = try await resolve(request.address, allowsPrivate: isPrivate)
            isPrivate = isPrivate && machine.mayLeadOn && followsWithinPrivateNetwork
            let answer = try await perform(request, at: machine, redirects, work)
            switch answer {
            case .value(let value):
                return value
            case .redirect(let headers, let location):
                redirects.append(headers)
                request.address = try request.address.redirected(to: location)
                isPrivate = isPrivate || policy.allowsPrivateAddresses(of: request.address.host)
                if !request.address.hasOrigin(of: origin) { request.token = nil }
            }
        }
        throw HubError(.refused, "\(origin) leads on more than \(Self.redirectLimit) times; that is not followed")
    }

    private struct Machine: Sendable {
        /// As a number, the way a connection is asked for it.
        let number: String
        /// Whether it is in a private network, of which others may be trusted as well.
        let mayLeadOn: Bool
    }

    private func resolve(_ address: WebAddress, allowsPrivate: Bool) async throws(HubError) -> Machine {
        let (host, port) = (address.host, address.port)
        let found = await Self.lookup.run { Result { try SocketAddress.makeAddressResolvingHost(host, port: port) } }
        guard case .success(let socket) = found, let number = socket.ipAddress, let place = InternetAddress(socket)
        else {
            throw HubError(.unavailable, "the host \(quoted(host)) is not known here; check its name and the network")
        }
        // Machines of a cloud tell their secrets at link-local addresses, so those need to be named themselves.
        let isAllowed = allowsPrivate && (!place.isLinkLocal || policy.allowsPrivateAddresses(of: host))
        guard place.isPublic || isAllowed else {
            throw HubError(
                .refused,
                "\(address) leads to \(number), which is no public address; allow private addresses in the "
                    + "configuration if that is wanted"
            )
        }
        return Machine(number: number, mayLeadOn: !place.isPublic && !place.isLinkLocal)
    }

    private enum Answer<Value> {
        case value(Value)
        case redirect(HTTPHeaders, String)
    }

    private func perform<Value>(
        _ request: Request,
        at machine: Machine,
        _ redirects: [HTTPHeaders],
        _ work: (Response) async throws -> Value
    ) async throws -> Answer<Value> {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout = .init(connect: connectTimeout, read: readTimeout)
        configuration.dnsOverride = [request.address.host: machine.number]
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<Answer<Value>, any Error>
        do {
            result = .success(try await perform(request, with: client, redirects, work))
        } catch {
            result = .failure(error)
        }
        try? await client.shutdown()
        return try result.get()
    }

    private func perform<Value>(
        _ request: Request,
        with client: HTTPClient,
        _ redirects: [HTTPHeaders],
        _ work: (Response) async throws -> Value
    ) async throws -> Answer<Value> {
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request.asked, timeout: .hours(24))
        } catch {
            try Task.checkCancellation()
            throw HubError(.unavailable, "\(request.address) does not answer: \(error)")
        }
        if (300..<400).contains(response.status.code), let location = response.headers.first(name: "Location") {
            return .redirect(response.headers, location)
        }
        return .value(
            try await work(
                Response(
                    status: response.status,
                    headers: response.headers,
                    body: response.body,
                    address: request.address,
                    redirects: redirects
                )
            )
        )
    }
}

extension WebClient.Request {
    fileprivate var asked: HTTPClientRequest {
        var asked = HTTPClientRequest(url: address.url.absoluteString)
        asked.method = method
        asked.headers.add(name: "User-Agent", value: "roost")
        // The bytes are counted and hashed as they are.
        asked.headers.add(name: "Accept-Encoding", value: "identity")
        for header in headers { asked.headers.add(name: header.name, value: header.value) }
        if let token { asked.headers.add(name: "Authorization", value: "Bearer \(token)") }
        return asked
    }
}
