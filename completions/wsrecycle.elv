
use builtin;
use str;

set edit:completion:arg-completer[wsrecycle] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'wsrecycle'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'wsrecycle'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand setup 'Build everything that the recycler needs in this account and region, or put it right'
            cand drift 'Compare the stack with what it should be, and change nothing'
            cand teardown 'Take away everything that setup has built'
            cand status 'Show how the desktops stand, and put right what is wrong'
            cand rebuild 'Recycle desktops now: terminate each and create an equal, blank one for the same user'
            cand alarm 'Manage the alarms that guard desktops'
            cand hold 'Keep desktops from being recycled'
            cand release 'Let held desktops be recycled again'
            cand wait 'Wait until a desktop is as wanted'
            cand permissions 'Print the IAM policy that is enough for a command, and allows nothing else'
            cand demo 'Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well'
            cand sandbox 'Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail'
            cand simulate 'Check the promises over many seeded schedules of users, faults and crashes'
            cand changelog 'Show what changed in each version'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a page of the manual, or write all pages'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;setup'= {
            cand --grace 'How long nobody may be connected before a desktop is recycled, 1m to 24h'
            cand --sweep 'How often all desktops are looked at, whatever events say, 1m to 24h'
            cand --retention 'Keep the functions'' logs for so many days'
            cand --notify 'Send what needs a person to this address (can be repeated)'
            cand --policies 'Give the functions these rights: least, or guide for two wide policies of AWS'
            cand --trail 'Hear of API calls through this trail: auto, create, or the name of one that is there'
            cand --architecture 'Run the functions on this architecture: x86_64 or arm64'
            cand --memory 'Give the functions so much memory, in MB'
            cand --function-binary 'Upload this program, and not this very wsrecycle'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --adopt 'Take over resources of these names that somebody made by hand'
            cand --guard-existing 'Put an alarm on every desktop in scope that is there already'
            cand --show-config 'Show every setting and where it comes from, and do nothing'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -y 'Do not ask before changing something'
            cand --yes 'Do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;drift'= {
            cand --function-binary 'Compare the functions'' code with this program, and not with this very wsrecycle'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;teardown'= {
            cand --confirm 'Take away the stack of this name without asking'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --dry-run 'Show what would be taken away, and do nothing'
            cand --trail 'Take away the stack''s trail too'
            cand --bucket 'Take away the trail''s bucket too, if it is empty'
            cand --abandon-owed 'Give up the desktops that are still owed to users'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;status'= {
            cand --id 'Only these desktops (can be repeated)'
            cand --user 'Only the desktops of these users (can be repeated)'
            cand --directory 'Only desktops in these directories (can be repeated)'
            cand --bundle 'Only desktops from these bundles (can be repeated)'
            cand --finding 'Only desktops with this finding, such as unguarded or overdue (can be repeated)'
            cand --watch 'Look again at this interval until interrupted'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --fix 'Put right what can be put right without a person''s judgement'
            cand --dry-run 'With --fix, show what would be done, and do nothing'
            cand -y 'With --fix, do not ask before changing something'
            cand --yes 'With --fix, do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;rebuild'= {
            cand --directory 'With --all, the directory whose desktops are rebuilt'
            cand --confirm 'With --all, the directory once more, instead of typing it when asked'
            cand --batch-size 'With --all, how many desktops are rebuilt at a time'
            cand --max-failures 'With --all, stop once more than this many desktops have failed'
            cand --timeout 'Stop watching after this time; what is under way stays in the ledger'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --all 'Rebuild every desktop of the directory that may be rebuilt, one first and then in batches'
            cand --force 'Rebuild even under a connected user, who is thrown out'
            cand --resume 'Go on with rebuilds that were stopped: all of them, or those of the desktops named as user@directory'
            cand --abandon 'Give up the desktops that the users named as user@directory are owed'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -y 'Do not ask before changing something'
            cand --yes 'Do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand create 'Create or correct the alarms of desktops'
            cand delete 'Delete the alarms of desktops'
            cand list 'List the alarms that guard desktops'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;alarm;create'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --all 'Every desktop in scope'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -y 'Do not ask before changing something'
            cand --yes 'Do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm;delete'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --all 'Every desktop in scope'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -y 'Do not ask before changing something'
            cand --yes 'Do not ask before changing something'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm;list'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;alarm;help'= {
            cand create 'Create or correct the alarms of desktops'
            cand delete 'Delete the alarms of desktops'
            cand list 'List the alarms that guard desktops'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;alarm;help;create'= {
        }
        &'wsrecycle;alarm;help;delete'= {
        }
        &'wsrecycle;alarm;help;list'= {
        }
        &'wsrecycle;alarm;help;help'= {
        }
        &'wsrecycle;hold'= {
            cand --reason 'Why, for whoever finds the tag'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;release'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --dry-run 'Show what would be done, and do nothing'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;wait'= {
            cand --for 'What to wait for'
            cand --timeout 'Give up after this time, such as 90s, 10m or 1h30m'
            cand --every 'Look this often; AWS itself looks at connections every few minutes'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;permissions'= {
            cand --account 'Print it for this account without asking AWS; needs --region'
            cand --partition 'With --account, the partition: aws, aws-us-gov or aws-cn, unless the region''s name says it'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;demo'= {
            cand --seed 'Let times and ids vary'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;sandbox'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand launch 'Launch a desktop for each user'
            cand connect 'Let users connect to their desktops'
            cand disconnect 'End the sessions of users'
            cand change 'Change a user''s desktop as an administrator could in the console'
            cand advance 'Let time pass, and the deployed functions do their work'
            cand fault 'Let something go wrong the next times it can, or list what can'
            cand reset 'Forget the simulated account'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;sandbox;launch'= {
            cand --directory 'The directory of the users'
            cand --bundle 'The bundle to launch from'
            cand --tag 'A tag of the desktops (can be repeated)'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --unguarded 'Tell no function of the launch, so that no alarm is made'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;sandbox;connect'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;sandbox;disconnect'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;sandbox;change'= {
            cand --state 'Put it into this state, in AWS''s spelling'
            cand --running-mode 'Give it this running mode, in AWS''s spelling'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --standby 'Give it a standby in another Region'
            cand --delete 'Delete it'
            cand --remove-user 'Remove the user from the directory'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;sandbox;advance'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;sandbox;fault'= {
            cand --times 'How many times'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --clear 'Let nothing go wrong any more'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;sandbox;reset'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand --bare 'Begin again without a stack, to practise `setup`'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;sandbox;help'= {
            cand launch 'Launch a desktop for each user'
            cand connect 'Let users connect to their desktops'
            cand disconnect 'End the sessions of users'
            cand change 'Change a user''s desktop as an administrator could in the console'
            cand advance 'Let time pass, and the deployed functions do their work'
            cand fault 'Let something go wrong the next times it can, or list what can'
            cand reset 'Forget the simulated account'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;sandbox;help;launch'= {
        }
        &'wsrecycle;sandbox;help;connect'= {
        }
        &'wsrecycle;sandbox;help;disconnect'= {
        }
        &'wsrecycle;sandbox;help;change'= {
        }
        &'wsrecycle;sandbox;help;advance'= {
        }
        &'wsrecycle;sandbox;help;fault'= {
        }
        &'wsrecycle;sandbox;help;reset'= {
        }
        &'wsrecycle;sandbox;help;help'= {
        }
        &'wsrecycle;simulate'= {
            cand --seeds 'How many seeds'
            cand --from 'The first of them'
            cand --seed 'Run this one; with -v, tell all that happens'
            cand --jobs 'How many threads; as many as there are processors, if not given'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'wsrecycle;changelog'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;completions'= {
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;man'= {
            cand --out 'Write every page into this folder'
            cand --profile 'Use this profile of AWS''s configuration files'
            cand --region 'Work in this AWS region'
            cand --endpoint-url 'Send every AWS call to this address instead'
            cand --sandbox 'Work in a simulated account, kept in this folder or in its usual place'
            cand --expect-account 'Refuse to read or change anything in another account'
            cand --stack 'Work with the stack of this name'
            cand --scope 'Manage only these desktops: all, directories=d-…,d-…, bundles=wsb-…, tag=KEY or tag=KEY=VALUE'
            cand --config 'Read the settings from this file'
            cand -o 'Write the answer in this format'
            cand --output 'Write the answer in this format'
            cand --color 'Use colours: auto, always or never'
            cand -q 'Say only warnings and errors besides the answer'
            cand --quiet 'Say only warnings and errors besides the answer'
            cand -v 'Say more, such as which settings are in force and where they came from'
            cand --verbose 'Say more, such as which settings are in force and where they came from'
            cand --no-input 'Ask nothing, even on a terminal'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'wsrecycle;help'= {
            cand setup 'Build everything that the recycler needs in this account and region, or put it right'
            cand drift 'Compare the stack with what it should be, and change nothing'
            cand teardown 'Take away everything that setup has built'
            cand status 'Show how the desktops stand, and put right what is wrong'
            cand rebuild 'Recycle desktops now: terminate each and create an equal, blank one for the same user'
            cand alarm 'Manage the alarms that guard desktops'
            cand hold 'Keep desktops from being recycled'
            cand release 'Let held desktops be recycled again'
            cand wait 'Wait until a desktop is as wanted'
            cand permissions 'Print the IAM policy that is enough for a command, and allows nothing else'
            cand demo 'Tell one whole cycle in a simulated account, a lost event, and a creation that fails and ends well'
            cand sandbox 'Practise in a simulated account: launch desktops, let users come and go, let time pass, let things fail'
            cand simulate 'Check the promises over many seeded schedules of users, faults and crashes'
            cand changelog 'Show what changed in each version'
            cand completions 'Print the completion script of a shell'
            cand man 'Print a page of the manual, or write all pages'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'wsrecycle;help;setup'= {
        }
        &'wsrecycle;help;drift'= {
        }
        &'wsrecycle;help;teardown'= {
        }
        &'wsrecycle;help;status'= {
        }
        &'wsrecycle;help;rebuild'= {
        }
        &'wsrecycle;help;alarm'= {
            cand create 'Create or correct the alarms of desktops'
            cand delete 'Delete the alarms of desktops'
            cand list 'List the alarms that guard desktops'
        }
        &'wsrecycle;help;alarm;create'= {
        }
        &'wsrecycle;help;alarm;delete'= {
        }
        &'wsrecycle;help;alarm;list'= {
        }
        &'wsrecycle;help;hold'= {
        }
        &'wsrecycle;help;release'= {
        }
        &'wsrecycle;help;wait'= {
        }
        &'wsrecycle;help;permissions'= {
        }
        &'wsrecycle;help;demo'= {
        }
        &'wsrecycle;help;sandbox'= {
            cand launch 'Launch a desktop for each user'
            cand connect 'Let users connect to their desktops'
            cand disconnect 'End the sessions of users'
            cand change 'Change a user''s desktop as an administrator could in the console'
            cand advance 'Let time pass, and the deployed functions do their work'
            cand fault 'Let something go wrong the next times it can, or list what can'
            cand reset 'Forget the simulated account'
        }
        &'wsrecycle;help;sandbox;launch'= {
        }
        &'wsrecycle;help;sandbox;connect'= {
        }
        &'wsrecycle;help;sandbox;disconnect'= {
        }
        &'wsrecycle;help;sandbox;change'= {
        }
        &'wsrecycle;help;sandbox;advance'= {
        }
        &'wsrecycle;help;sandbox;fault'= {
        }
        &'wsrecycle;help;sandbox;reset'= {
        }
        &'wsrecycle;help;simulate'= {
        }
        &'wsrecycle;help;changelog'= {
        }
        &'wsrecycle;help;completions'= {
        }
        &'wsrecycle;help;man'= {
        }
        &'wsrecycle;help;help'= {
        }
    ]
    $completions[$command]
}
