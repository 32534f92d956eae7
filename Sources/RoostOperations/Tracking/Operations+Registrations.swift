import Foundation
import RoostEntities
import RoostMetadataStore

/// A version that a logged model was made into.
private struct Registration: Codable, Hashable {
    let name: String
    let version: Int
}

extension Operations {
    /// The tag of a logged model that says which versions it was made into.
    private static var registrationsTag: String { "mlflow.modelVersions" }

    /// Notes on a logged model which version it was made into, as MLflow's clients read it.
    func noteRegistration(
        of id: LoggedModel.ID,
        as name: Model.Name,
        _ number: Version.Number,
        in project: Project,
        _ transaction: WriteTransaction
    ) throws {
        guard let model = try transaction.place(of: id, in: project.id) else { return }
        let kept = try transaction.tag(Self.registrationsTag, of: model) ?? "[]"
        var registrations = (try? JSONDecoder().decode([Registration].self, from: Data(kept.utf8))) ?? []
        registrations.append(Registration(name: name.text, version: number.value))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Whoever registers one model without end keeps the newest only.
        let text = String(decoding: try encoder.encode(registrations.suffix(100)), as: UTF8.self)
        try transaction.setTag(Self.registrationsTag, to: text, of: model)
    }
}
