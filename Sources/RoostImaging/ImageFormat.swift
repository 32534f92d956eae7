/// The encoding of an image file, told by its first bytes and never by its name.
package enum ImageFormat: String, Hashable, Sendable, CaseIterable {
    case jpeg, png, webp

    /// Nil when `bytes` begin as none of these.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        let view = ByteView(bytes)
        if view.holds([0xFF, 0xD8, 0xFF], at: 0) {
            self = .jpeg
        } else if view.holds([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) {
            self = .png
        } else if view.holds(Array("RIFF".utf8), at: 0), view.holds(Array("WEBP".utf8), at: 8) {
            self = .webp
        } else {
            return nil
        }
    }
}
