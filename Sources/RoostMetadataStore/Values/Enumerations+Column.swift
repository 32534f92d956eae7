import GRDB
import RoostEntities

// Their raw values are what the schema checks for.
extension Role: DatabaseValueConvertible {}
extension Version.Status: DatabaseValueConvertible {}
extension TrackedVersion.Stage: DatabaseValueConvertible {}
extension Artifact.Kind: DatabaseValueConvertible {}
extension Subset: DatabaseValueConvertible {}
extension Execution.Kind: DatabaseValueConvertible {}
extension Execution.Status: DatabaseValueConvertible {}
extension Run.Status: DatabaseValueConvertible {}
extension Outcome.Kind: DatabaseValueConvertible {}
extension ObjectOutcome.Kind: DatabaseValueConvertible {}
extension LoggedModel.Status: DatabaseValueConvertible {}
extension Trace.State: DatabaseValueConvertible {}
extension TraceSpan.Status: DatabaseValueConvertible {}
extension TraceAssessment.Kind: DatabaseValueConvertible {}
