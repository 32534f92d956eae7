import RoostCommands

@main
enum Entry {
    static func main() async {
        await RoostCommand.main()
    }
}
