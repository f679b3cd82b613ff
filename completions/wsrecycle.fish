# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_wsrecycle_global_optspecs
    string join \n profile= region= endpoint-url= expect-account= stack= scope= config= o/output= color= q/quiet v/verbose no-input h/help V/version
end

function __fish_wsrecycle_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_wsrecycle_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_wsrecycle_using_subcommand
    set -l cmd (__fish_wsrecycle_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -s V -l version -d 'Print version'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "status" -d 'Show how the desktops stand, and put right what is wrong'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "alarm" -d 'Manage the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "hold" -d 'Keep desktops from being recycled'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "release" -d 'Let held desktops be recycled again'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "wait" -d 'Wait until a desktop is as wanted'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "changelog" -d 'Show what changed in each version'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "man" -d 'Print a page of the manual, or write all pages'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l id -d 'Only these desktops (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l user -d 'Only the desktops of these users (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l directory -d 'Only desktops in these directories (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l bundle -d 'Only desktops from these bundles (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l finding -d 'Only desktops with this finding, such as unguarded or overdue (can be repeated)' -r -f -a "unguarded\t''
orphan_alarm\t''
wrong_alarm\t''
duplicate_alarm\t''
overdue\t''
stuck_state\t''
owed\t''
failed_recycle\t''
held\t''
excluded\t''
always_on\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l watch -d 'Look again at this interval until interrupted' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l fix -d 'Put right what can be put right without a person\'s judgement'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l dry-run -d 'With --fix, show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -s y -l yes -d 'With --fix, do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -f -a "create" -d 'Create or correct the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -f -a "delete" -d 'Delete the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -f -a "list" -d 'List the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l all -d 'Every desktop in scope'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l all -d 'Every desktop in scope'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create or correct the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l reason -d 'Why, for whoever finds the tag' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l for -d 'What to wait for' -r -f -a "available\t'It is AVAILABLE'
gone\t'It does not exist any more'
connected\t'A user is connected'
disconnected\t'Nobody is connected'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l timeout -d 'Give up after this time, such as 90s, 10m or 1h30m' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l every -d 'Look this often; AWS itself looks at connections every few minutes' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l out -d 'Write every page into this folder' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "status" -d 'Show how the desktops stand, and put right what is wrong'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "alarm" -d 'Manage the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "hold" -d 'Keep desktops from being recycled'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "release" -d 'Let held desktops be recycled again'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "wait" -d 'Wait until a desktop is as wanted'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "changelog" -d 'Show what changed in each version'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "completions" -d 'Print the completion script of a shell'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "man" -d 'Print a page of the manual, or write all pages'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from status alarm hold release wait changelog completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "create" -d 'Create or correct the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "delete" -d 'Delete the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "list" -d 'List the alarms that guard desktops'
