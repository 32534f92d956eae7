import GRDB
import RoostEntities

extension DatabaseValueConvertible where Self: Grammar {
    public var databaseValue: DatabaseValue { text.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
        String.fromDatabaseValue(value).flatMap { try? Self($0) }
    }
}

extension Project.Name: DatabaseValueConvertible {}
extension Model.Name: DatabaseValueConvertible {}
extension Label.Color: DatabaseValueConvertible {}
extension Alias: DatabaseValueConvertible {}
extension Artifact.Path: DatabaseValueConvertible {}
extension Reference: DatabaseValueConvertible {}
extension Experiment.Name: DatabaseValueConvertible {}
extension Run.Key: DatabaseValueConvertible {}
extension TrackedRunID: DatabaseValueConvertible {}
extension LoggedModel.ID: DatabaseValueConvertible {}
extension Trace.ID: DatabaseValueConvertible {}
extension TraceAssessment.ID: DatabaseValueConvertible {}

extension Version.Number: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { value.databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Version.Number? {
        Int.fromDatabaseValue(value).flatMap { try? Version.Number($0) }
    }
}
