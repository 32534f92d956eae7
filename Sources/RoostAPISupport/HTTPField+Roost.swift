import HTTPTypes

extension HTTPField.Name {
    package static var requestID: Self { name("X-Request-ID") }
    /// Where in an upload a piece begins, in bytes.
    package static var uploadOffset: Self { name("Upload-Offset") }
    /// How a client reached the proxy before this server, by the proxy's word.
    package static var forwardedScheme: Self { name("X-Forwarded-Proto") }
    /// What the proxy takes off the beginning of addresses, by its word.
    package static var forwardedPrefix: Self { name("X-Forwarded-Prefix") }
    static var contentTypeOptions: Self { name("X-Content-Type-Options") }
    static var frameOptions: Self { name("X-Frame-Options") }
    static var referrerPolicy: Self { name("Referrer-Policy") }
    static var resourcePolicy: Self { name("Cross-Origin-Resource-Policy") }

    private static func name(_ text: String) -> Self {
        guard let name = Self(text) else { preconditionFailure("'\(text)' is no header name") }
        return name
    }
}
