# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_wsrecycle_global_optspecs
    string join \n profile= region= endpoint-url= sandbox= expect-account= stack= scope= config= o/output= color= q/quiet v/verbose no-input h/help V/version
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
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "setup" -d 'Build everything that the recycler needs in this account and region, or put it right'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "drift" -d 'Compare the stack with what it should be, and change nothing'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "teardown" -d 'Take away everything that setup has built'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "status" -d 'Show how the desktops stand, and put right what is wrong'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "rebuild" -d 'Recycle desktops now: terminate each and create an equal, blank one for the same user'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "alarm" -d 'Manage the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "hold" -d 'Keep desktops from being recycled'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "release" -d 'Let held desktops be recycled again'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "pause" -d 'Stop recycling: no desktop of the stack is terminated while the pause stands'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "resume" -d 'End a pause: desktops whose users have stayed away are recycled again'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "wait" -d 'Wait until a desktop is as wanted'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "history" -d 'Show what was recycled, and when each old desktop was seen to be gone'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "logs" -d 'Show what the functions have logged'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "permissions" -d 'Print the IAM policy that is enough for a command, and allows nothing else'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "demo" -d 'Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "sandbox" -d 'Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "simulate" -d 'Check the promises over many seeded schedules of users, faults and crashes'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "changelog" -d 'Show what changed in each version'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "man" -d 'Print a page of the manual, or write all pages'
complete -c wsrecycle -n "__fish_wsrecycle_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l grace -d 'How long nobody may be connected before a desktop is recycled, 1m to 24h' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l sweep -d 'How often all desktops are looked at, whatever events say, 1m to 24h' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l retention -d 'Keep the functions\' logs for so many days' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l notify -d 'Send what needs a person to this address (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l policies -d 'Give the functions these rights: least, or guide for two wide policies of AWS' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l trail -d 'Hear of API calls through this trail: auto, create, or the name of one that is there' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l architecture -d 'Run the functions on this architecture: x86_64 or arm64' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l memory -d 'Give the functions so much memory, in MB' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l function-binary -d 'Upload this program, and not this very wsrecycle' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l adopt -d 'Take over resources of these names that somebody made by hand'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l guard-existing -d 'Put an alarm on every desktop in scope that is there already'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l show-config -d 'Show every setting and where it comes from, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -s y -l yes -d 'Do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand setup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l function-binary -d 'Compare the functions\' code with this program, and not with this very wsrecycle' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand drift" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l confirm -d 'Take away the stack of this name without asking' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l trail -d 'Take away the stack\'s trail too'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l bucket -d 'Take away the trail\'s bucket too, if it is empty'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l abandon-owed -d 'Give up the desktops that are still owed to users'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -s y -l yes -d 'Do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand teardown" -s h -l help -d 'Print help (see more with \'--help\')'
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
always_on\t''
stalled\t''
unreadable_row\t''
paused\t''
no_tick\t''
breaker\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l watch -d 'Look again at this interval until interrupted' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand status" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l directory -d 'With --all, the directory whose desktops are rebuilt' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l confirm -d 'With --all, the directory once more, instead of typing it when asked' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l batch-size -d 'With --all, how many desktops are rebuilt at a time' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l max-failures -d 'With --all, stop once more than this many desktops have failed' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l timeout -d 'Stop watching after this time; what is under way stays in the ledger' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l all -d 'Rebuild every desktop of the directory that may be rebuilt, one first and then in batches'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l detach -d 'Only begin, with all of them at once: the deployed functions do the work, at a rate of their own, and hold desktops back while creations fail'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l standalone -d 'Say that no stack is deployed here where that cannot be seen, and work in this machine\'s ledger'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l force -d 'Rebuild even under a connected user, who is thrown out'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l resume -d 'Go on with every recycle that is under way, or only with those of the desktops named as user@directory'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l abandon -d 'Give up the desktops that the users named as user@directory are owed'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -s y -l yes -d 'Do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand rebuild" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and not __fish_seen_subcommand_from create delete list help" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from create" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from delete" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand alarm; and __fish_seen_subcommand_from list" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand hold" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand release" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l until -d 'When it ends by itself: a time such as 2026-11-27T17:00:00Z or "2026-11-27 18:00" in local time, or how long from now, such as 2h or 3d' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l reason -d 'Why, for whoever finds everything standing still' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -s y -l yes -d 'Do not ask before changing something'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l dry-run -d 'Show what would be done, and do nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand resume" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l for -d 'What to wait for' -r -f -a "available\t'It is AVAILABLE'
gone\t'It does not exist any more'
connected\t'A user is connected'
disconnected\t'Nobody is connected'
recycled\t'No recycle of it is under way: the ledger has no open row'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l timeout -d 'Give up after this time, such as 90s, 10m or 1h30m' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l every -d 'Look this often; AWS itself looks at connections every few minutes' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand wait" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l since -d 'Only what was closed since: a time, or how long ago, such as 12h or 7d' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l user -d 'Only desktops of these users (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l directory -d 'Only desktops in these directories (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l desktop -d 'Only recycles of or to these desktops (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l outcome -d 'Only those that ended like this: done, cancelled, abandoned by a person, or with attention called for on the way (can be repeated)' -r -f -a "done\t'The user has a new desktop'
cancelled\t'The old desktop was left alone, or somebody else deleted it'
abandoned\t'A person gave up what was owed'
attention\t'A person was called for, however it ended'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l limit -d 'At most so many, the newest' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l since -d 'From when: a time, or how long ago, such as 15m or 7d' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l desktop -d 'Only lines that name this desktop' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l limit -d 'At most so many lines, the newest; with --follow, to begin with' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -s f -l follow -d 'Show new lines as they come, until interrupted'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l account -d 'Print it for this account without asking AWS; needs --region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l partition -d 'With --account, the partition: aws, aws-us-gov or aws-cn, unless the region\'s name says it' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand permissions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l seed -d 'Let times and ids vary' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "launch" -d 'Launch a desktop for each user'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "connect" -d 'Let users connect to their desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "disconnect" -d 'End the sessions of users'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "change" -d 'Change a user\'s desktop as an administrator could in the console'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "advance" -d 'Let time pass, and the deployed functions do their work'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "fault" -d 'Let something go wrong the next times it can, or list what can'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "reset" -d 'Forget the simulated account'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and not __fish_seen_subcommand_from launch connect disconnect change advance fault reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l directory -d 'The directory of the users' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l bundle -d 'The bundle to launch from' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l tag -d 'A tag of the desktops (can be repeated)' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l unguarded -d 'Tell no function of the launch, so that no alarm is made'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from launch" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from connect" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from disconnect" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l state -d 'Put it into this state, in AWS\'s spelling' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l running-mode -d 'Give it this running mode, in AWS\'s spelling' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l standby -d 'Give it a standby in another Region'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l delete -d 'Delete it'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l remove-user -d 'Remove the user from the directory'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from change" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from advance" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l times -d 'How many times' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l clear -d 'Let nothing go wrong any more'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from fault" -s h -l help -d 'Print help'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l bare -d 'Begin again without a stack, to practise `setup`'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "launch" -d 'Launch a desktop for each user'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "connect" -d 'Let users connect to their desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "disconnect" -d 'End the sessions of users'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "change" -d 'Change a user\'s desktop as an administrator could in the console'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "advance" -d 'Let time pass, and the deployed functions do their work'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "fault" -d 'Let something go wrong the next times it can, or list what can'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Forget the simulated account'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l seeds -d 'How many seeds' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l from -d 'The first of them' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l seed -d 'Run this one; with -v, tell all that happens' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l jobs -d 'How many threads; as many as there are processors, if not given' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l expect-account -d 'Refuse to read or change anything in another account' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l stack -d 'Work with the stack of this name' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l scope -d 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l config -d 'Read the settings from this file' -r -F
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -s o -l output -d 'Write the answer in this format' -r -f -a "table\t'Columns on a terminal; one record per line, separated by tabs, in a pipe'
json\t'One document with a schema_version'
csv\t'A header and one record per line, safe to open in a spreadsheet'"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l color -d 'Use colours: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -s q -l quiet -d 'Say only warnings and errors besides the answer'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -s v -l verbose -d 'Say more, such as which settings are in force and where they came from'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -l no-input -d 'Ask nothing, even on a terminal'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand simulate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l profile -d 'Use this profile of AWS\'s configuration files' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l region -d 'Work in this AWS region' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l endpoint-url -d 'Send every AWS call to this address instead' -r
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand changelog" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand completions" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand man" -l sandbox -d 'Work in a simulated account, kept in this folder or in its usual place' -r -F
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
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "setup" -d 'Build everything that the recycler needs in this account and region, or put it right'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "drift" -d 'Compare the stack with what it should be, and change nothing'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "teardown" -d 'Take away everything that setup has built'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "status" -d 'Show how the desktops stand, and put right what is wrong'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "rebuild" -d 'Recycle desktops now: terminate each and create an equal, blank one for the same user'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "alarm" -d 'Manage the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "hold" -d 'Keep desktops from being recycled'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "release" -d 'Let held desktops be recycled again'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "pause" -d 'Stop recycling: no desktop of the stack is terminated while the pause stands'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "resume" -d 'End a pause: desktops whose users have stayed away are recycled again'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "wait" -d 'Wait until a desktop is as wanted'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "history" -d 'Show what was recycled, and when each old desktop was seen to be gone'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "logs" -d 'Show what the functions have logged'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "permissions" -d 'Print the IAM policy that is enough for a command, and allows nothing else'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "demo" -d 'Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "sandbox" -d 'Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "simulate" -d 'Check the promises over many seeded schedules of users, faults and crashes'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "changelog" -d 'Show what changed in each version'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "completions" -d 'Print the completion script of a shell'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "man" -d 'Print a page of the manual, or write all pages'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and not __fish_seen_subcommand_from setup drift teardown status rebuild alarm hold release pause resume wait history logs permissions demo sandbox simulate changelog completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "create" -d 'Create or correct the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "delete" -d 'Delete the alarms of desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from alarm" -f -a "list" -d 'List the alarms that guard desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "launch" -d 'Launch a desktop for each user'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "connect" -d 'Let users connect to their desktops'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "disconnect" -d 'End the sessions of users'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "change" -d 'Change a user\'s desktop as an administrator could in the console'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "advance" -d 'Let time pass, and the deployed functions do their work'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "fault" -d 'Let something go wrong the next times it can, or list what can'
complete -c wsrecycle -n "__fish_wsrecycle_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "reset" -d 'Forget the simulated account'
