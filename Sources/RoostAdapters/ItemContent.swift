/// An item's bytes as they are stored, and what to call it in a message.
package struct ItemContent: Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
