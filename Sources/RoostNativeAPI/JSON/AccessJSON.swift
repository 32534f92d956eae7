import RoostEntities

struct NewProjectJSON: Decodable {
    let name: Project.Name
    let description: String?
}

struct NewTokenJSON: Decodable {
    let name: String
    let role: Role
    let project: Project.Name?
    let expiresInSeconds: SecondsJSON?
}
