import HTTPTypes

extension HTTPResponse.Status {
    /// What nobody reads, because the client went away.
    ///
    /// It is nginx's number, for want of a standard one.
    package static var clientClosedRequest: Self { Self(code: 499, reasonPhrase: "Client Closed Request") }
}
