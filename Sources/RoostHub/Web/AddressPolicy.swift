/// Which machines may be asked for content that somebody else named.
package struct AddressPolicy: Hashable, Sendable {
    /// Whether private networks and this machine may be reached.
    package var allowsPrivateAddresses: Bool
    /// Names that may be reached wherever they lead, since the one who runs Roost named them.
    package var trustedHosts: Set<String>

    package init(allowsPrivateAddresses: Bool = false, trustedHosts: Set<String> = []) {
        self.allowsPrivateAddresses = allowsPrivateAddresses
        self.trustedHosts = Set(trustedHosts.map { $0.lowercased() })
    }

    func allowsPrivateAddresses(of host: String) -> Bool {
        allowsPrivateAddresses || trustedHosts.contains(host)
    }
}
