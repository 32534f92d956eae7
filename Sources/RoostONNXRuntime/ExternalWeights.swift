/// A file of weights that lies in memory already, under the name by which a model refers to it.
// Sendable: the bytes are only read, and never change while the owner, which is Sendable itself, lives.
package struct ExternalWeights: @unchecked Sendable {
    /// The `location` of the model's external initialisers, such as `model.safetensors`; no file of that name is opened.
    package let location: String
    package let bytes: UnsafeRawBufferPointer
    /// Keeps the bytes where they are; a session holds it for as long as it lives.
    package let owner: any Sendable

    package init(location: String, bytes: UnsafeRawBufferPointer, owner: any AnyObject & Sendable) {
        self.location = location
        self.bytes = bytes
        self.owner = owner
    }
}
