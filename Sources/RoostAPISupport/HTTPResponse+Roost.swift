import HTTPTypes

extension HTTPResponse.Status {
    /// What nobody reads: the client went away. nginx's number, for want of a standard one.
    package static var clientClosedRequest: Self { Self(code: 499, reasonPhrase: "Client Closed Request") }
}
