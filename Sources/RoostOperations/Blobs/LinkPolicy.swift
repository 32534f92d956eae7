import RoostEntities

/// Which addresses a link may lead to.
package struct LinkPolicy: Sendable, Hashable {
    /// Addresses that are not public too: loopback, private and link-local ones.
    package let allowsPrivateAddresses: Bool

    package init(allowsPrivateAddresses: Bool = false) {
        self.allowsPrivateAddresses = allowsPrivateAddresses
    }
}
