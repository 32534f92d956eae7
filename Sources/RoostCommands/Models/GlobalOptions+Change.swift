import RoostClient

extension GlobalOptions {
    /// Changes a model, or one of its versions if `subject` names one, and shows it.
    func change(_ subject: Reference, _ changes: Changes) async throws {
        let roost = try connect()
        guard subject.isModel else {
            let version = try await roost.updateVersion(subject, changes)
            return try output.show(version, as: version.summary)
        }
        let model = try await roost.updateModel(named: subject.model, changes)
        try output.show(try await ModelDetails(model, from: roost))
    }
}
