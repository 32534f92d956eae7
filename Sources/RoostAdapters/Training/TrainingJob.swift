import Foundation
import RoostEntities

/// What is to be trained, how, and where it may keep its files.
package struct TrainingJob: Sendable {
    /// The name the new version is one of.
    package let model: Model.Name
    /// The new version.
    package let version: Identifier<Version>
    /// Of the version it starts from; names what is computed from it.
    package let parent: Digest
    /// As the user gave them; what is left out takes its default.
    package internal(set) var settings: [String: JSONValue]
    /// All that is drawn comes from it: the same seed gives the same bytes.
    package let seed: UInt64
    /// This training's own; what a killed one left in it is gone on from.
    package let workFolder: URL
    /// Features that were computed once, for all trainings.
    package let featureFolder: URL

    /// - Throws: ``RoostError`` when the settings are no JSON object.
    package init(
        model: Model.Name,
        version: Identifier<Version>,
        parent: Digest,
        settings: JSONValue,
        seed: UInt64,
        workFolder: URL,
        featureFolder: URL
    ) throws(RoostError) {
        guard case .object(let members) = settings else {
            throw RoostError(.invalidArgument, "the training's settings must be a JSON object, {} for the defaults")
        }
        self.model = model
        self.version = version
        self.parent = parent
        self.settings = members
        self.seed = seed
        self.workFolder = workFolder
        self.featureFolder = featureFolder
    }
}
