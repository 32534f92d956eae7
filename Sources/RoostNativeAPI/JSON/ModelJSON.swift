import RoostEntities

struct NewModelJSON: Decodable {
    let name: Model.Name
    let description: String?
    let tags: Tags?
}

struct NewAliasJSON: Decodable {
    let version: Version.Number
}
