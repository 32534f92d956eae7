import Foundation

/// The form in which models of a kind come: which folders hold one, and which adapter is for it.
///
/// A form with one adapter for all of its models is that adapter itself.
package protocol ModelFormat<Engine>: Sendable {
    /// What models of this form run on.
    associatedtype Engine: Sendable

    /// What `roost` and its users call this kind of model, such as `hugging-face`.
    static var name: String { get }

    /// Which files make a folder one of this kind, as a phrase: `config.json with model.safetensors`.
    static var requirement: String { get }

    /// All there are.
    static var adapters: [any ModelAdapter<Engine>.Type] { get }

    /// Whether the folder's files are of this kind, as far as their names tell.
    static func recognizes(_ files: Set<String>) -> Bool

    /// The adapter for the model in `folder`; may block. What it throws names the file and what is wrong with it.
    static func adapter(for folder: URL) throws -> any ModelAdapter<Engine>.Type
}

extension ModelFormat where Self: ModelAdapter {
    package static var adapters: [any ModelAdapter<Engine>.Type] { [Self.self] }

    package static func adapter(for folder: URL) throws -> any ModelAdapter<Engine>.Type { Self.self }
}
